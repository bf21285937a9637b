// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave::probe {

/// A line for each control of the visible windows, on whatever page, that the keyboard can go to
/// and that has no name for a screen reader, no tooltip, or, where it is a button or holds a value,
/// no key of its own (mnemonic or accelerator).
std::string audit();

}  // namespace unweave::probe

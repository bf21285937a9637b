// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "plugin/run/settings.hpp"

namespace unweave::gimp2 {

/// Shows a dialog with all parameters, starting from `initial`. Returns what the user chose, which
/// resolve() accepts; empty if the dialog was cancelled.
std::optional<plugin::Settings> ask(const plugin::Settings& initial);

}  // namespace unweave::gimp2

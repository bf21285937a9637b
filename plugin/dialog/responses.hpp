// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave::dialog {

/// Responses of the dialog beside GTK's own, which are negative.
inline constexpr int kReset = 1, kCopy = 2;

}  // namespace unweave::dialog

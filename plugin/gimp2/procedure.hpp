// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave::gimp2 {

/// Name of the procedure, of its help page and of its last values.
inline constexpr const char* kProcedure = "plug-in-unweave";

}  // namespace unweave::gimp2

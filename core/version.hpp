// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

/// The program's version as in the build description, e.g. "1.0.0".
const char* version();

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/version.hpp"

namespace unweave {

const char* version() { return UNWEAVE_VERSION; }

}  // namespace unweave

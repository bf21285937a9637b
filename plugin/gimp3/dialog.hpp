// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/gimp3/picture.hpp"

namespace unweave::gimp3 {

/// Lets the user change `config` with a preview of `picture`. False: cancelled.
bool run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config, const Picture& picture);

}  // namespace unweave::gimp3

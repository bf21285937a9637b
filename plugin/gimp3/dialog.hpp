// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

namespace unweave::gimp3 {

/// Lets the user change `config`. False: cancelled.
bool run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config);

}  // namespace unweave::gimp3

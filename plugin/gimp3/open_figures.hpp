// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <vector>

namespace unweave::gimp3 {

/// The procedure that opens figures of a PDF (plugin/gimp/page_figures.hpp), without what runs it.
void describe_figures_procedure(GimpProcedure* procedure);

/// Opens what the arguments ask for, with a user in windows. Empty: the user gave it up. Throws
/// plugin::HostError.
std::vector<GimpImage*> open_figures(GimpProcedureConfig* config, GimpRunMode mode);

}  // namespace unweave::gimp3

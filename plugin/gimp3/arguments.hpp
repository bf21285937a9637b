// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include "plugin/request/settings.hpp"

namespace unweave::gimp3 {

/// Gives `procedure` an argument for each parameter of the table: its name, its range, its choices;
/// files as GFile.
void add_arguments(GimpProcedure* procedure);

/// The arguments of a call (or of the dialog). Errors: InvalidOption, should GIMP let a value pass
/// that the table does not.
Result<plugin::Settings> read_arguments(GimpProcedureConfig* config);

/// Puts settings into the arguments, which GIMP remembers after a run that went well.
void write_arguments(GimpProcedureConfig* config, const plugin::Settings& settings);

}  // namespace unweave::gimp3

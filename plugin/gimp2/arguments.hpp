// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <span>
#include <vector>

#include "core/result.hpp"
#include "plugin/request/settings.hpp"

// The table of parameters as arguments of a procedure of GIMP 2.10: flags are integers, numbers
// floats, all else strings.

namespace unweave::gimp2 {

/// The arguments that GIMP prescribes: run mode, image, drawable.
inline constexpr int kFixedArguments = 3;

/// All arguments; the texts live as long as the program.
const std::vector<GimpParamDef>& argument_definitions();

/// Reads the arguments after the fixed ones; missing ones keep their defaults.
/// Errors: InvalidOption.
Result<plugin::Settings> settings_from_arguments(std::span<const GimpParam> arguments);

/// What the user chose last in this session of GIMP; defaults if there is none. File names are not
/// remembered: repeating the procedure on another picture must not replace the first one's data.
plugin::Settings last_settings();
void remember(const plugin::Settings& settings);

}  // namespace unweave::gimp2

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace unweave::plugin {

/// Name of the environment's variable that names the engine's program.
inline constexpr const char* kEngineVariable = "UNWEAVE_ENGINE";

bool is_program(const std::string& path);

/// The engine's program: what kEngineVariable names, else below the prefix that this program was
/// installed to, beside it as it was built, or where it was to be installed. Nothing if it is in
/// none of these places.
std::optional<std::string> engine_program();

}  // namespace unweave::plugin

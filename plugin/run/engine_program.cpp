// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/engine_program.hpp"

#include <glib.h>

#include <filesystem>
#include <system_error>
#include <vector>

namespace unweave::plugin {

bool is_program(const std::string& path) {
  return g_file_test(path.c_str(), G_FILE_TEST_IS_REGULAR) &&
         g_file_test(path.c_str(), G_FILE_TEST_IS_EXECUTABLE);
}

std::optional<std::string> engine_program() {
  if (const char* given = g_getenv(kEngineVariable); given && *given)
    return is_program(given) ? std::optional<std::string>(given) : std::nullopt;
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = own.parent_path();
  std::vector<std::filesystem::path> places{folder / "../engine/unweave-engine"};
  // The command stands in bin, a plug-in some folders deeper below the prefix.
  for (auto above = folder; above.has_relative_path(); above = above.parent_path())
    places.push_back(above.parent_path() / UNWEAVE_ENGINE_BELOW_PREFIX);
  places.emplace_back(UNWEAVE_ENGINE_PROGRAM);
  for (const auto& place : places)
    if (is_program(place)) return place.lexically_normal();
  return std::nullopt;
}

}  // namespace unweave::plugin

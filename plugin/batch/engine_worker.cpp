// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/engine_worker.hpp"

#include <glib.h>

#include <filesystem>
#include <system_error>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

constexpr const char* kVariable = "UNWEAVE_ENGINE";

bool is_program(const std::string& path) {
  return g_file_test(path.c_str(), G_FILE_TEST_IS_REGULAR) &&
         g_file_test(path.c_str(), G_FILE_TEST_IS_EXECUTABLE);
}

}  // namespace

std::optional<std::string> find_engine() {
  if (const char* given = g_getenv(kVariable); given && *given) {
    if (is_program(given)) return given;
    throw CommandError(
        kSomeFailed, fill(_("%s names no program: \"%s\"."), kVariable, shown_name(given).c_str()));
  }
  std::error_code error;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = own.parent_path();
  for (const auto& place :
       {folder.parent_path() / UNWEAVE_ENGINE_BELOW_PREFIX, folder / "../engine/unweave-engine",
        std::filesystem::path(UNWEAVE_ENGINE_PROGRAM)})
    if (is_program(place)) return place.lexically_normal();
  return std::nullopt;
}

std::vector<std::string> EngineWorker::command_line(const std::string& job_uri) const {
  return {program_, job_uri, folders_.user, folders_.data};
}

std::string EngineWorker::ready(double seconds) const {
  return fill(_("The engine was ready after %.2f s"), seconds);
}

std::string EngineWorker::too_slow(double seconds) const {
  return fill(_("The engine did not start within %g s."), seconds);
}

std::string EngineWorker::worker_gone() const { return _("The engine crashed."); }

std::string EngineWorker::crashed(int signal) const {
  return fill(_("The engine crashed (signal %d)."), signal);
}

std::string EngineWorker::ended(int status) const {
  return fill(_("The engine ended unexpectedly (status %d)."), status);
}

}  // namespace unweave::batch

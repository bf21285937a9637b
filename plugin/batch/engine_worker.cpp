// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/engine_worker.hpp"

#include <glib.h>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/engine_program.hpp"

namespace unweave::batch {
std::optional<std::string> find_engine() {
  const char* given = g_getenv(plugin::kEngineVariable);
  if (given && *given && !plugin::is_program(given))
    throw CommandError(kSomeFailed, fill(_("%s names no program: \"%s\"."), plugin::kEngineVariable,
                                         shown_name(given).c_str()));
  return plugin::engine_program();
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

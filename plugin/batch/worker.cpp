// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/worker.hpp"

#include <glib.h>
#include <sys/wait.h>

#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {

std::vector<std::string> Worker::environment() const {
  gchar** list = g_get_environ();
  // A screen that does not answer would hold the loaders.
  for (const char* screen : {"DISPLAY", "WAYLAND_DISPLAY"}) list = g_environ_unsetenv(list, screen);
  std::vector<std::string> variables;
  for (gchar** at = list; *at; ++at) variables.emplace_back(*at);
  g_strfreev(list);
  return variables;
}

bool Worker::another_start(std::string&) { return false; }

bool Worker::is_hopeless(const std::string&) const { return false; }

std::string Worker::reason(Trouble trouble, const Limits& limits, int status) const {
  switch (trouble) {
    case Trouble::StartTooLong:
      return too_slow(limits.start);
    case Trouble::FigureTooLong:
      return fill(_("It took longer than %g s, the limit set by --timeout."), limits.figure);
    case Trouble::NoInterpreter:
      return no_interpreter();
    case Trouble::PluginGone:
      return worker_gone();
    case Trouble::None:
      break;
  }
  return WIFSIGNALED(status) ? crashed(WTERMSIG(status)) : ended(WEXITSTATUS(status));
}

}  // namespace unweave::batch

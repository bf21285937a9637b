// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/gimp_worker.hpp"

#include <algorithm>

#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

std::vector<std::string> GimpWorker::command_line(const std::string& job_uri) const {
  std::vector<std::string> line = {gimp_.console,
                                   "--no-interface",
                                   "--no-fonts",
                                   "--no-splash",
                                   "--console-messages",
                                   "--new-instance",
                                   "--stack-trace-mode=never",
                                   std::string("--batch-interpreter=") + plugin::kBatchProcedure,
                                   "--batch=" + job_uri};
  line.insert(line.end(), gimp_.kind->arguments.begin(), gimp_.kind->arguments.end());
  if (!profile_.loads_data()) line.emplace_back("--no-data");
  return line;
}

std::vector<std::string> GimpWorker::environment() const {
  auto variables = Worker::environment();
  const auto set = [&](const std::string& name, const std::string& value) {
    std::erase_if(variables, [&](const auto& one) { return one.starts_with(name + "="); });
    variables.push_back(name + "=" + value);
  };
  set(gimp_.kind->directory_variable, profile_.path());
  // GIMP 3.2 keeps a folder there, which stays behind when it is killed.
  set("TMPDIR", profile_.path() + "/tmp");
  return variables;
}

/// What the plug-ins answered in an earlier run may be what keeps GIMP from starting.
bool GimpWorker::another_start(std::string& remark) {
  if (!profile_.forget_plugin_answers()) return false;
  remark = _("GIMP did not start; trying once more without the cached list of plug-ins");
  return true;
}

/// GIMP 2.10 goes on for ever without the batch interpreter; it only says so, in the user's
/// language, but with the procedure's name.
bool GimpWorker::is_hopeless(const std::string& log) const {
  return log.find(plugin::kBatchProcedure) != std::string::npos;
}

std::string GimpWorker::ready(double seconds) const {
  return fill(_("GIMP was ready after %.2f s"), seconds);
}

std::string GimpWorker::too_slow(double seconds) const {
  return fill(_("GIMP did not start within %g s."), seconds);
}

std::string GimpWorker::no_interpreter() const {
  return fill(_("GIMP cannot run the plug-in \"%s\"."), shown_name(gimp_.plugin).c_str());
}

std::string GimpWorker::worker_gone() const { return _("The plug-in crashed."); }

std::string GimpWorker::crashed(int signal) const {
  return fill(_("GIMP crashed (signal %d)."), signal);
}

std::string GimpWorker::ended(int status) const {
  return fill(_("GIMP ended unexpectedly (status %d)."), status);
}

}  // namespace unweave::batch

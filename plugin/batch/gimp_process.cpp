// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/gimp_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

constexpr std::chrono::seconds kDyingTime{2};
constexpr std::chrono::milliseconds kPollTime{2};

/// Between fork and exec: only calls that are safe there.
void prepare_child(gpointer parent) {
  setpgid(0, 0);
  (void)std::signal(SIGPIPE, SIG_DFL);
#ifdef __linux__
  // Also when we are killed without a chance to clean up.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != GPOINTER_TO_INT(parent)) _exit(1);
#else
  (void)parent;
#endif
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (const auto& text : texts) list.push_back(const_cast<char*>(text.c_str()));
  list.push_back(nullptr);
  return list;
}

}  // namespace

GimpProcess::GimpProcess(const std::vector<std::string>& arguments,
                         const std::vector<std::string>& environment, const std::string& log,
                         Ended ended)
    : ended_(std::move(ended)) {
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // plug-ins that outlive GIMP become children of ours
#endif
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  auto argv = pointers(arguments);
  auto envp = pointers(environment);
  GError* error = nullptr;
  const bool started = g_spawn_async_with_fds(
      nullptr, argv.data(), envp.data(), G_SPAWN_DO_NOT_REAP_CHILD, prepare_child,
      GINT_TO_POINTER(getpid()), &pid_, -1, output, output, &error);
  if (output >= 0) close(output);
  if (!started) {
    const std::string why = error->message;
    g_error_free(error);
    throw CommandError(kSomeFailed, fill(_("GIMP cannot be started: %s"), shown_text(why).c_str()));
  }
  group_ = pid_;
  setpgid(pid_, pid_);  // whoever of us two comes first
  watch_ = g_child_watch_add(pid_, on_exit, this);
}

GimpProcess::~GimpProcess() {
  if (!running()) return;
  g_source_remove(watch_);
  kill();
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  end_group();
  g_spawn_close_pid(pid_);
}

void GimpProcess::kill() const {
  if (running()) ::kill(-group_, SIGKILL);
}

/// Its plug-ins end with it, but for those that hang. What they hold locked is free only when they
/// are gone.
void GimpProcess::end_group() const {
  const auto end = std::chrono::steady_clock::now() + kDyingTime;
  while (::kill(-group_, SIGKILL) == 0 && std::chrono::steady_clock::now() < end) {
    // Where they are ours to wait for (see the constructor), that is how they go.
    while (waitpid(-group_, nullptr, WNOHANG) > 0) {
    }
    std::this_thread::sleep_for(kPollTime);
  }
}

void GimpProcess::on_exit(GPid pid, gint status, gpointer self) {
  auto& process = *static_cast<GimpProcess*>(self);
  process.end_group();
  process.watch_ = 0;
  process.pid_ = 0;
  g_spawn_close_pid(pid);
  process.ended_(status);
}

}  // namespace unweave::batch

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/supervisor.hpp"

#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/write/atomic_file.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

using plugin::Event;

/// When the plug-in is gone, GIMP may be about to end too, and then knows better why.
constexpr double kGraceForGimp = 2;
constexpr guint kLogCheckMilliseconds = 200;
constexpr std::chrono::seconds kDyingTime{5};
constexpr int kPollMilliseconds = 50;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Supervisor::Supervisor(const Gimp& gimp, Profile& profile, const PrivateFolder& folder,
                       plugin::Job job, const Limits& limits, Listener listener)
    : gimp_(gimp),
      profile_(profile),
      folder_(folder),
      job_(std::move(job)),
      limits_(limits),
      listener_(std::move(listener)),
      loop_(g_main_loop_new(nullptr, FALSE)) {
  undo_interrupted_commits(job_.output);  // of commands that were killed
  signal_sources_ = {g_unix_signal_add(SIGINT, on_signal<SIGINT>, this),
                     g_unix_signal_add(SIGTERM, on_signal<SIGTERM>, this),
                     g_unix_signal_add(SIGHUP, on_signal<SIGHUP>, this)};
}

Supervisor::~Supervisor() {
  process_.reset();
  stop_timer();
  close_events();
  for (const guint source : signal_sources_) g_source_remove(source);
  g_main_loop_unref(loop_);
}

int Supervisor::run() {
  while (!job_.figures.empty() && !signal_) {
    start_gimp();
    g_main_loop_run(loop_);
    process_.reset();
    drain_events();
    stop_timer();
    close_events();
    undo_interrupted_commits(job_.output);
  }
  return signal_;
}

void Supervisor::start_gimp() {
  const std::string number = std::to_string(++starts_);
  phase_ = Phase::Starting;
  trouble_ = Trouble::None;
  current_.reset();
  decided_ = 0;
  partial_line_.clear();
  log_ = folder_.path() + "/log-" + number;
  job_.log = log_;
  job_.events = folder_.path() + "/events-" + number;
  job_.scratch = folder_.folder("scratch-" + number);
  const std::string job_file = folder_.path() + "/job-" + number;
  const std::string text = plugin::job_json(job_);
  GError* error = nullptr;
  if (mkfifo(job_.events.c_str(), 0600) != 0 ||
      (events_fd_ = open(job_.events.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) < 0 ||
      !g_file_set_contents(job_file.c_str(), text.data(), static_cast<gssize>(text.size()),
                           &error)) {
    const std::string why = error ? error->message : g_strerror(errno);
    g_clear_error(&error);
    throw CommandError(kSomeFailed, fill(_("The private folder \"%s\" cannot be filled: %s."),
                                         shown_name(folder_.path()).c_str(), why.c_str()));
  }
  events_source_ = g_unix_fd_add(
      events_fd_, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP | G_IO_ERR), on_events, this);
  started_ = std::chrono::steady_clock::now();
  process_ = std::make_unique<GimpProcess>(command_line(job_file), environment(), log_,
                                           [this](int status) { gimp_ended(status); });
  log_check_ = g_timeout_add(kLogCheckMilliseconds, on_log_check, this);
  limit(limits_.start, Trouble::StartTooLong);
}

std::vector<std::string> Supervisor::command_line(const std::string& job_file) const {
  // A URI is plain text, whatever the folder's name is made of.
  gchar* uri = g_filename_to_uri(job_file.c_str(), nullptr, nullptr);
  std::vector<std::string> line = {gimp_.console,
                                   "--no-interface",
                                   "--no-fonts",
                                   "--no-splash",
                                   "--console-messages",
                                   "--new-instance",
                                   "--stack-trace-mode=never",
                                   std::string("--batch-interpreter=") + plugin::kBatchProcedure,
                                   std::string("--batch=") + uri};
  g_free(uri);
  line.insert(line.end(), gimp_.kind->arguments.begin(), gimp_.kind->arguments.end());
  if (!profile_.loads_data()) line.emplace_back("--no-data");
  return line;
}

std::vector<std::string> Supervisor::environment() const {
  gchar** list = g_get_environ();
  // Loaders have no business with the screen, and a screen that does not answer would hold them.
  for (const char* screen : {"DISPLAY", "WAYLAND_DISPLAY"}) list = g_environ_unsetenv(list, screen);
  list = g_environ_setenv(list, gimp_.kind->directory_variable, profile_.path().c_str(), TRUE);
  // GIMP 3.2 keeps a folder there, which stays behind when it is killed.
  list = g_environ_setenv(list, "TMPDIR", (profile_.path() + "/tmp").c_str(), TRUE);
  std::vector<std::string> variables;
  for (gchar** at = list; *at; ++at) variables.emplace_back(*at);
  g_strfreev(list);
  return variables;
}

gboolean Supervisor::on_events(gint, GIOCondition condition, gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  supervisor.read_events();
  if (!(condition & (G_IO_HUP | G_IO_ERR))) return G_SOURCE_CONTINUE;
  // The plug-in has closed its end.
  supervisor.events_source_ = 0;
  if (supervisor.phase_ != Phase::Ended) supervisor.limit(kGraceForGimp, Trouble::PluginGone);
  return G_SOURCE_REMOVE;
}

void Supervisor::read_events() {
  std::array<char, 4096> block{};
  while (events_fd_ >= 0) {
    const ssize_t got = read(events_fd_, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    no_writer_ = got == 0;
    if (got <= 0) return;
    partial_line_.append(block.data(), static_cast<std::size_t>(got));
    for (std::size_t end = 0; (end = partial_line_.find('\n')) != std::string::npos;) {
      const std::string line = partial_line_.substr(0, end);
      partial_line_.erase(0, end + 1);
      if (const auto event = plugin::parse_event(line)) handle(*event);
    }
  }
}

/// Until the plug-in has closed its end: a process that is killed may still end its last call.
void Supervisor::drain_events() {
  const auto end = std::chrono::steady_clock::now() + kDyingTime;
  for (read_events(); !no_writer_ && std::chrono::steady_clock::now() < end; read_events()) {
    pollfd wait{events_fd_, POLLIN, 0};
    poll(&wait, 1, kPollMilliseconds);
  }
}

void Supervisor::handle(const Event& event) {
  const auto known = std::ranges::find(job_.figures, event.index, &plugin::JobFigure::index);
  switch (event.kind) {
    case Event::Kind::Ready: {
      phase_ = Phase::Working;
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
      listener_.remark(fill(_("GIMP was ready after %.2f s"), took.count()));
      limit(limits_.figure, Trouble::FigureTooLong);
      return;
    }
    case Event::Kind::Start:
      if (known == job_.figures.end()) return;
      current_ = event.index;
      limit(limits_.figure, Trouble::FigureTooLong);
      return;
    case Event::Kind::Done:
    case Event::Kind::Failed:
      if (known == job_.figures.end()) return;
      job_.figures.erase(known);
      current_.reset();
      ++decided_;
      (event.kind == Event::Kind::Done ? listener_.done : listener_.failed)(event.index,
                                                                            event.text);
      limit(limits_.figure, Trouble::FigureTooLong);
      return;
    case Event::Kind::End:
      phase_ = Phase::Ended;
      limit(limits_.end, Trouble::None);
      return;
  }
}

void Supervisor::limit(double seconds, Trouble trouble) {
  stop_timer();
  timer_means_ = trouble;
  timer_ = g_timeout_add(static_cast<guint>(seconds * 1000 + 0.5), on_time, this);
}

void Supervisor::stop_timer() {
  if (timer_) g_source_remove(std::exchange(timer_, 0));
}

void Supervisor::close_events() {
  if (log_check_) g_source_remove(std::exchange(log_check_, 0));
  if (events_source_) g_source_remove(std::exchange(events_source_, 0));
  if (events_fd_ >= 0) close(std::exchange(events_fd_, -1));
}

gboolean Supervisor::on_time(gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  supervisor.timer_ = 0;
  supervisor.stop(supervisor.timer_means_);
  return G_SOURCE_REMOVE;
}

void Supervisor::stop(Trouble trouble) {
  trouble_ = trouble;
  process_->kill();
}

/// GIMP 2.10 goes on for ever without the batch interpreter; it only says so, in the user's
/// language, but with the procedure's name.
gboolean Supervisor::on_log_check(gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  const bool starting = supervisor.phase_ == Phase::Starting;
  if (starting && !supervisor.log_names_procedure()) return G_SOURCE_CONTINUE;
  supervisor.log_check_ = 0;
  if (starting) supervisor.stop(Trouble::NoInterpreter);
  return G_SOURCE_REMOVE;
}

bool Supervisor::log_names_procedure() const {
  return contents(log_).find(plugin::kBatchProcedure) != std::string::npos;
}

template <int Signal>
gboolean Supervisor::on_signal(gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  supervisor.signal_ = Signal;
  g_main_loop_quit(supervisor.loop_);
  return G_SOURCE_CONTINUE;
}

void Supervisor::gimp_ended(int status) {
  drain_events();
  g_main_loop_quit(loop_);
  const bool orderly = phase_ == Phase::Ended;
  if (orderly) profile_.keep_plugin_answers();
  if (orderly && job_.figures.empty()) {
    listener_.gimp_log(log_, false);
    return;
  }
  const std::string reason = reason_of_end(status);
  // The time limit is the user's own: nothing went wrong with GIMP.
  listener_.gimp_log(log_, trouble_ != Trouble::FigureTooLong);
  if (phase_ == Phase::Starting && retry_start()) return;
  if (current_) {
    undo_interrupted_commits(job_.output);
    figure_failed(*std::exchange(current_, std::nullopt), reason);
  } else if (phase_ == Phase::Starting || decided_ == 0) {
    // No figure is to blame: another start would end the same.
    all_failed(reason);
  }
}

std::string Supervisor::reason_of_end(int status) const {
  switch (trouble_) {
    case Trouble::StartTooLong:
      return fill(_("GIMP did not start within %g s."), limits_.start);
    case Trouble::FigureTooLong:
      return fill(_("It took longer than %g s, the limit set by --timeout."), limits_.figure);
    case Trouble::NoInterpreter:
      return fill(_("GIMP cannot run the plug-in \"%s\"."), shown_name(gimp_.plugin).c_str());
    case Trouble::PluginGone:
      return _("The plug-in crashed.");
    case Trouble::None:
      break;
  }
  if (WIFSIGNALED(status)) return fill(_("GIMP crashed (signal %d)."), WTERMSIG(status));
  return fill(_("GIMP ended unexpectedly (status %d)."), WEXITSTATUS(status));
}

/// What the plug-ins answered in an earlier run may be what keeps GIMP from starting.
bool Supervisor::retry_start() {
  if (trouble_ == Trouble::StartTooLong || !profile_.forget_plugin_answers()) return false;
  listener_.remark(_("GIMP did not start; trying once more without the cached list of plug-ins"));
  return true;
}

void Supervisor::figure_failed(std::size_t index, const std::string& reason) {
  std::erase_if(job_.figures, [&](const auto& figure) { return figure.index == index; });
  listener_.failed(index, reason);
}

void Supervisor::all_failed(const std::string& reason) {
  while (!job_.figures.empty()) figure_failed(job_.figures.front().index, reason);
}

}  // namespace unweave::batch

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/supervisor.hpp"

#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <sys/stat.h>
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
constexpr double kGraceForWorker = 2;
constexpr guint kLogCheckMilliseconds = 200;
constexpr std::chrono::seconds kDyingTime{5};
constexpr int kPollMilliseconds = 50;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Supervisor::Supervisor(Worker& worker, const PrivateFolder& folder, plugin::Job job,
                       const Limits& limits, Listener listener)
    : worker_(worker),
      folder_(folder),
      job_(std::move(job)),
      limits_(limits),
      listener_(std::move(listener)),
      loop_(g_main_loop_new(nullptr, FALSE)) {
  for (const auto& figure : job_.figures) folders_.insert(result_folder(job_, figure));
  undo_commits();  // of commands that were killed
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
    start_worker();
    g_main_loop_run(loop_);
    process_.reset();
    drain_events();
    stop_timer();
    close_events();
    undo_commits();
    // The next supervisor in this folder finds the names free.
    for (const std::string& path : {job_.events, job_file_, log_}) unlink(path.c_str());
  }
  return signal_;
}

void Supervisor::undo_commits() const {
  for (const std::string& folder : folders_) undo_interrupted_commits(folder);
}

void Supervisor::start_worker() {
  const std::string number = worker_.name() + "-" + std::to_string(++starts_);
  phase_ = Phase::Starting;
  trouble_ = Trouble::None;
  current_.reset();
  decided_ = 0;
  partial_line_.clear();
  log_ = folder_.path() + "/log-" + number;
  job_.log = log_;
  job_.events = folder_.path() + "/events-" + number;
  job_.scratch = folder_.folder("scratch-" + number);
  job_file_ = folder_.path() + "/job-" + number;
  const std::string text = plugin::job_json(job_);
  GError* error = nullptr;
  if (mkfifo(job_.events.c_str(), 0600) != 0 ||
      (events_fd_ = open(job_.events.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) < 0 ||
      !g_file_set_contents(job_file_.c_str(), text.data(), static_cast<gssize>(text.size()),
                           &error)) {
    const std::string why = error ? error->message : g_strerror(errno);
    g_clear_error(&error);
    throw CommandError(kSomeFailed, fill(_("The private folder \"%s\" cannot be filled: %s."),
                                         shown_name(folder_.path()).c_str(), why.c_str()));
  }
  events_source_ = g_unix_fd_add(
      events_fd_, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP | G_IO_ERR), on_events, this);
  started_ = std::chrono::steady_clock::now();
  // A URI is plain text, whatever the folder's name is made of.
  gchar* uri = g_filename_to_uri(job_file_.c_str(), nullptr, nullptr);
  const auto command_line = worker_.command_line(uri);
  g_free(uri);
  process_ = std::make_unique<GimpProcess>(command_line, worker_.environment(), log_,
                                           [this](int status) { worker_ended(status); });
  log_check_ = g_timeout_add(kLogCheckMilliseconds, on_log_check, this);
  limit(limits_.start, Trouble::StartTooLong);
}

gboolean Supervisor::on_events(gint, GIOCondition condition, gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  supervisor.read_events();
  if (!(condition & (G_IO_HUP | G_IO_ERR))) return G_SOURCE_CONTINUE;
  // The plug-in has closed its end.
  supervisor.events_source_ = 0;
  if (supervisor.phase_ != Phase::Ended) supervisor.limit(kGraceForWorker, Trouble::PluginGone);
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
      listener_.remark(worker_.ready(took.count()));
      limit(limits_.figure, Trouble::FigureTooLong);
      return;
    }
    case Event::Kind::Start:
      if (known == job_.figures.end()) return;
      current_ = event.index;
      figure_started_ = std::chrono::steady_clock::now();
      limit(limits_.figure, Trouble::FigureTooLong);
      return;
    case Event::Kind::Done:
    case Event::Kind::Failed:
    case Event::Kind::Passed:
      if (known == job_.figures.end()) return;
      job_.figures.erase(known);
      current_.reset();
      ++decided_;
      if (event.kind == Event::Kind::Done) {
        listener_.decided(event.index, {Status::Ok, {}, event.text, seconds_of_figure()});
      } else {
        Verdict verdict = without_data(event.reason, event.text, seconds_of_figure());
        verdict.found = event.found;
        (event.kind == Event::Kind::Failed ? listener_.decided : listener_.passed)(event.index,
                                                                                   verdict);
      }
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

gboolean Supervisor::on_log_check(gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  const bool starting = supervisor.phase_ == Phase::Starting;
  if (starting && !supervisor.worker_.is_hopeless(contents(supervisor.log_)))
    return G_SOURCE_CONTINUE;
  supervisor.log_check_ = 0;
  if (starting) supervisor.stop(Trouble::NoInterpreter);
  return G_SOURCE_REMOVE;
}

template <int Signal>
gboolean Supervisor::on_signal(gpointer self) {
  auto& supervisor = *static_cast<Supervisor*>(self);
  supervisor.signal_ = Signal;
  g_main_loop_quit(supervisor.loop_);
  return G_SOURCE_CONTINUE;
}

void Supervisor::worker_ended(int status) {
  drain_events();
  g_main_loop_quit(loop_);
  const bool orderly = phase_ == Phase::Ended;
  if (orderly) worker_.ended_well();
  if (orderly && job_.figures.empty()) {
    listener_.log(worker_.name(), log_, false);
    return;
  }
  const Verdict verdict = verdict_of_end(status);
  // The time limit is the user's own: nothing went wrong with the worker.
  listener_.log(worker_.name(), log_, trouble_ != Trouble::FigureTooLong);
  if (phase_ == Phase::Starting && retry_start()) return;
  if (current_) {
    undo_commits();
    figure_failed(*std::exchange(current_, std::nullopt), verdict);
  } else if (phase_ == Phase::Starting || decided_ == 0) {
    // No figure is to blame: another start would end the same.
    none_begun(verdict);
  }
}

bool Supervisor::retry_start() {
  std::string remark;
  if (trouble_ == Trouble::StartTooLong || !worker_.another_start(remark)) return false;
  listener_.remark(remark);
  return true;
}

double Supervisor::seconds_of_figure() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - figure_started_).count();
}

Verdict Supervisor::verdict_of_end(int status) const {
  const char* reason = trouble_ == Trouble::FigureTooLong ? "timeout"
                       : phase_ == Phase::Starting        ? "no-start"
                                                          : "crash";
  return without_data(reason, worker_.reason(trouble_, limits_, status),
                      current_ ? seconds_of_figure() : 0);
}

void Supervisor::figure_failed(std::size_t index, const Verdict& verdict) {
  std::erase_if(job_.figures, [&](const auto& figure) { return figure.index == index; });
  listener_.decided(index, verdict);
}

void Supervisor::none_begun(const Verdict& verdict) {
  const bool pass = phase_ == Phase::Starting && worker_.has_substitute();
  while (!job_.figures.empty()) {
    const std::size_t index = job_.figures.front().index;
    if (!pass) {
      figure_failed(index, verdict);
      continue;
    }
    job_.figures.erase(job_.figures.begin());
    listener_.passed(index, verdict);
  }
}

}  // namespace unweave::batch

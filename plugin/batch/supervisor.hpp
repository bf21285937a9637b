// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/batch/gimp_process.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/verdict.hpp"
#include "plugin/batch/worker.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

/// What the supervisor tells while it works. Texts are UTF-8.
struct Listener {
  std::function<void(std::size_t figure, const Verdict& verdict)> decided;
  /// The figure is one for another kind of worker; the verdict says why.
  std::function<void(std::size_t figure, const Verdict& verdict)> passed;
  /// How the worker fares.
  std::function<void(const std::string& what)> remark;
  /// A worker of that name has ended; `log` is the file of what it printed, `wrong` that it ended
  /// badly.
  std::function<void(const std::string& name, const std::string& log, bool wrong)> log;
};

/// Has a worker do a job, and never hangs or leaves anything behind, whatever the worker does: a
/// figure on which it crashes or takes too long fails, and a new one does the rest.
class Supervisor {
 public:
  /// `job` names all figures, the results' folder and the settings; the supervisor fills in the
  /// rest. Everything it needs on disk goes into `folder`.
  Supervisor(Worker& worker, const PrivateFolder& folder, plugin::Job job, const Limits& limits,
             Listener listener);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Returns when each figure is done or has failed, or a signal (SIGINT, SIGTERM, SIGHUP) came:
  /// its number, else 0. After a signal the worker is gone and no unfinished figure has a new file.
  int run();

 private:
  enum class Phase { Starting, Working, Ended };

  void start_worker();
  void undo_commits() const;
  void read_events();
  void drain_events();
  void handle(const plugin::Event& event);
  void worker_ended(int status);
  bool retry_start();
  Verdict verdict_of_end(int status) const;
  double seconds_of_figure() const;
  void figure_failed(std::size_t index, const Verdict& verdict);
  void none_begun(const Verdict& verdict);
  void limit(double seconds, Trouble trouble);
  void stop_timer();
  void close_events();
  void stop(Trouble trouble);

  static gboolean on_events(gint fd, GIOCondition condition, gpointer self);
  static gboolean on_time(gpointer self);
  static gboolean on_log_check(gpointer self);
  template <int Signal>
  static gboolean on_signal(gpointer self);

  Worker& worker_;
  const PrivateFolder& folder_;
  plugin::Job job_;                // its figures: those that are not decided yet
  std::set<std::string> folders_;  // that take results
  Limits limits_;
  Listener listener_;

  GMainLoop* loop_ = nullptr;
  std::vector<guint> signal_sources_;
  std::unique_ptr<GimpProcess> process_;
  Phase phase_ = Phase::Starting;
  Trouble trouble_ = Trouble::None;
  std::optional<std::size_t> current_;  // the figure that the worker works on
  std::size_t decided_ = 0;             // figures decided since this worker started
  int starts_ = 0;
  std::chrono::steady_clock::time_point started_, figure_started_;
  std::string job_file_, log_;
  std::string partial_line_;
  int events_fd_ = -1;
  bool no_writer_ = true;
  guint events_source_ = 0, timer_ = 0, log_check_ = 0;
  Trouble timer_means_ = Trouble::None;
  int signal_ = 0;
};

}  // namespace unweave::batch

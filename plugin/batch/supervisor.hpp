// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/gimp_process.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

/// Time limits in seconds.
struct Limits {
  double start = 120;   ///< for GIMP to start and the plug-in to answer
  double figure = 300;  ///< for each figure
  double end = 30;      ///< for GIMP to quit after the last figure
};

/// What the supervisor tells while it works. Texts are UTF-8.
struct Listener {
  std::function<void(std::size_t figure, const std::string& found)> done;
  std::function<void(std::size_t figure, const std::string& reason)> failed;
  /// How GIMP fares.
  std::function<void(const std::string& what)> remark;
  /// A GIMP has ended; `log` is the file of what it printed, `wrong` that it ended badly.
  std::function<void(const std::string& log, bool wrong)> gimp_log;
};

/// Has a GIMP do a job, and never hangs or leaves anything behind, whatever GIMP does: a figure on
/// which it crashes or takes too long fails, and a new GIMP does the rest.
class Supervisor {
 public:
  /// `job` names all figures, the results' folder and the settings; the supervisor fills in the
  /// rest. Everything it needs on disk goes into `folder`.
  Supervisor(const Gimp& gimp, Profile& profile, const PrivateFolder& folder, plugin::Job job,
             const Limits& limits, Listener listener);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  /// Returns when each figure is done or has failed, or a signal (SIGINT, SIGTERM, SIGHUP) came:
  /// its number, else 0. After a signal GIMP is gone and no unfinished figure has a new file.
  int run();

 private:
  enum class Phase { Starting, Working, Ended };
  enum class Trouble { None, StartTooLong, FigureTooLong, NoInterpreter, PluginGone };

  void start_gimp();
  std::vector<std::string> command_line(const std::string& job_file) const;
  std::vector<std::string> environment() const;
  void read_events();
  void drain_events();
  void handle(const plugin::Event& event);
  void gimp_ended(int status);
  std::string reason_of_end(int status) const;
  bool retry_start();
  void figure_failed(std::size_t index, const std::string& reason);
  void all_failed(const std::string& reason);
  void limit(double seconds, Trouble trouble);
  void stop_timer();
  void close_events();
  void stop(Trouble trouble);
  bool log_names_procedure() const;

  static gboolean on_events(gint fd, GIOCondition condition, gpointer self);
  static gboolean on_time(gpointer self);
  static gboolean on_log_check(gpointer self);
  template <int Signal>
  static gboolean on_signal(gpointer self);

  const Gimp& gimp_;
  Profile& profile_;
  const PrivateFolder& folder_;
  plugin::Job job_;  // its figures: those that are not decided yet
  Limits limits_;
  Listener listener_;

  GMainLoop* loop_ = nullptr;
  std::vector<guint> signal_sources_;
  std::unique_ptr<GimpProcess> process_;
  Phase phase_ = Phase::Starting;
  Trouble trouble_ = Trouble::None;
  std::optional<std::size_t> current_;  // the figure that GIMP works on
  std::size_t decided_ = 0;             // figures decided since this GIMP started
  int starts_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::string log_;
  std::string partial_line_;
  int events_fd_ = -1;
  bool no_writer_ = true;
  guint events_source_ = 0, timer_ = 0, log_check_ = 0;
  Trouble timer_means_ = Trouble::None;
  int signal_ = 0;
};

}  // namespace unweave::batch

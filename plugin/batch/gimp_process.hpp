// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <functional>
#include <string>
#include <vector>

namespace unweave::batch {

/// A program in a process group of its own, with all that it starts; nothing of it outlives this
/// object. Needs a running main loop.
class GimpProcess {
 public:
  /// Called once when it and all that it started has ended, with its own wait status.
  using Ended = std::function<void(int status)>;

  /// Starts it, with output to the file `log`. `environment` holds "NAME=VALUE". Throws
  /// CommandError (kSomeFailed) when it cannot be started.
  GimpProcess(const std::vector<std::string>& arguments,
              const std::vector<std::string>& environment, const std::string& log, Ended ended);
  /// Kills it, if it still runs, and waits for that.
  ~GimpProcess();
  GimpProcess(const GimpProcess&) = delete;
  GimpProcess& operator=(const GimpProcess&) = delete;

  bool running() const { return pid_ > 0; }
  /// Ends the whole group at once. `ended` is called from the main loop.
  void kill() const;

 private:
  static void on_exit(GPid pid, gint status, gpointer self);
  void end_group() const;

  GPid group_ = 0;
  GPid pid_ = 0;  // 0: has ended
  guint watch_ = 0;
  Ended ended_;
};

}  // namespace unweave::batch

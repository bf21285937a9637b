// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace unweave::batch {

/// Time limits in seconds.
struct Limits {
  double start = 120;   ///< for the worker to start and to answer
  double figure = 300;  ///< for each figure
  double end = 30;      ///< for the worker to quit after the last figure
};

/// Why the supervisor ended a worker.
enum class Trouble {
  None,           ///< it did not: the worker ended by itself
  StartTooLong,   ///< it did not answer in time
  FigureTooLong,  ///< a figure took too long
  NoInterpreter,  ///< GIMP runs without our plug-in
  PluginGone,     ///< nobody is left to say how the work goes on
};

/// A program that does jobs, as the supervisor has to know it: a GIMP with the plug-in, or the
/// engine.
class Worker {
 public:
  virtual ~Worker() = default;

  /// What its lines of output are marked with.
  virtual std::string name() const = 0;
  virtual std::vector<std::string> command_line(const std::string& job_uri) const = 0;
  /// "NAME=VALUE"; without a screen, with which nothing here has any business.
  virtual std::vector<std::string> environment() const;
  /// It did all of its job and ended.
  virtual void ended_well() {}
  /// It did not even start. True if another start may end better, and what to say of that.
  virtual bool another_start(std::string& remark);
  /// True if what it printed until now shows that it will never begin.
  virtual bool is_hopeless(const std::string& log) const;
  /// True if another kind of worker can do what this one could not begin.
  virtual bool has_substitute() const { return false; }

  /// Sentences for the user.
  virtual std::string ready(double seconds) const = 0;
  /// Why it ended before its work was done; `status` is its wait status.
  std::string reason(Trouble trouble, const Limits& limits, int status) const;

 protected:
  virtual std::string too_slow(double seconds) const = 0;
  virtual std::string no_interpreter() const { return {}; }
  virtual std::string worker_gone() const = 0;
  virtual std::string crashed(int signal) const = 0;
  virtual std::string ended(int status) const = 0;
};

}  // namespace unweave::batch

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/recover.hpp"
#include "plugin/request/core_request.hpp"
#include "plugin/view/digest.hpp"
#include "plugin/view/planes.hpp"

namespace unweave::view {

/// One outcome of the analysis with what its drawings need. Immutable.
struct Finding {
  plugin::CoreRequest request;
  std::shared_ptr<const Recovery> recovery;
  Digest digest;
  const Report& report() const { return digest.report; }
};

/// The dialog's model: a picture and what is known about it, brought up to date by a thread of its
/// own whenever something else is wanted. The newest wish wins; work on older ones is canceled.
/// All functions are called from one thread (the dialog's) and return at once, but for stop().
class Workbench {
 public:
  /// The picture is read from the other thread too: a PictureCopy can, GIMP's own buffers cannot.
  /// `remarks`, on the picture itself, follow those of each finding.
  explicit Workbench(std::shared_ptr<const PixelSource> picture, std::vector<Remark> remarks = {});
  /// Cancels the work and waits for the thread, which looks for that every few milliseconds.
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  const PixelSource& picture() const { return *picture_; }

  /// Nothing is done if that is what is there, or in work, already.
  void want(const plugin::CoreRequest& request);

  struct State {
    bool busy = false;
    Stage stage = Stage::Counting;  ///< while busy
    double progress = 0;            ///< while busy, [0, 1]
    /// What was found last; while busy, or after a failure, for an earlier wish.
    std::shared_ptr<const Finding> finding;
    /// While busy with the first wish: `finding` is its data, whose numbers (range, axes, titles)
    /// are still being read. It is replaced then.
    bool reading = false;
    std::optional<Failure> failure;  ///< of the newest wish
  };
  State state() const;

  /// Ends the thread; the analysis, with all that it has found, is the caller's from then on.
  Analysis& stop();
  /// After stop(): the analysis is the workbench's again, which goes on with what was wanted last.
  void resume();

 private:
  void work();
  void show_first(plugin::CoreRequest request, const Context& context);
  bool report_progress(Stage stage, double done);
  void settle(Result<std::shared_ptr<const Finding>> result);

  std::shared_ptr<const PixelSource> picture_;
  std::vector<Remark> remarks_;
  Analysis analysis_;  // the thread's until stop()
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::optional<plugin::CoreRequest> wanted_;   // not begun
  std::optional<plugin::CoreRequest> current_;  // in work, or what state_ answers
  State state_;
  std::thread thread_;
};

/// What the dialog says in its line of status, in plain words: what was found and how sure it is,
/// what is being done, or what is wrong and what to do about it.
std::string status_text(const Workbench::State& state);
/// What was found for a setting that the user has left open, spelled as the setting takes it:
/// "62,40,300,200",
/// "-2,30"; empty where nothing was found, and for settings of which nothing can be found.
std::string found_for(plugin::Key key, const Report& report);
/// The finding's remarks, a sentence each; empty after a failure.
std::vector<std::string> warnings(const Workbench::State& state);
/// What the pointer is over: place, color, t, value with its unit, residual.
std::string read_out(const Pixel& pixel, const Report& report);

}  // namespace unweave::view

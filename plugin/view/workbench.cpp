// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/workbench.hpp"

#include <exception>
#include <new>
#include <utility>

#include "plugin/request/chosen_grid.hpp"

namespace unweave::view {

Workbench::Workbench(std::shared_ptr<const PixelSource> picture, std::vector<Remark> remarks)
    : picture_(std::move(picture)),
      remarks_(std::move(remarks)),
      analysis_(*picture_),
      thread_([this] { work(); }) {}

Workbench::~Workbench() { stop(); }

Analysis& Workbench::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  return analysis_;
}

void Workbench::resume() {
  if (thread_.joinable()) return;
  stopping_ = false;
  // What stop() broke off.
  if (state_.busy && !wanted_) wanted_ = current_;
  thread_ = std::thread([this] { work(); });
}

void Workbench::want(const plugin::CoreRequest& request) {
  const std::lock_guard lock(mutex_);
  if (wanted_ ? *wanted_ == request : current_ && *current_ == request) return;
  if (!state_.busy) state_.progress = 0;
  wanted_ = request;
  state_.busy = true;
  wake_.notify_all();
}

Workbench::State Workbench::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

/// Cancels when something else is wanted.
bool Workbench::report_progress(Stage stage, double done) {
  const std::lock_guard lock(mutex_);
  state_.stage = stage;
  state_.progress = done;
  return !stopping_ && !wanted_;
}

void Workbench::settle(Result<std::shared_ptr<const Finding>> result) {
  const std::lock_guard lock(mutex_);
  if (!result && result.error().reason == Reason::Canceled && (wanted_ || stopping_)) return;
  state_.failure.reset();
  if (result)
    state_.finding = *std::move(result);
  else
    state_.failure = result.error();
  state_.busy = wanted_.has_value();
}

void Workbench::work() {
  for (;;) {
    plugin::CoreRequest request;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || wanted_; });
      if (stopping_) return;
      request = *std::exchange(wanted_, std::nullopt);
      current_ = request;
    }
    Context context;
    context.progress = [this](Stage stage, double done) { return report_progress(stage, done); };
    try {
      auto recovery = plugin::recover(request, analysis_, context);
      if (!recovery) {
        settle(tl::unexpected(recovery.error()));
        continue;
      }
      auto finding = std::make_shared<Finding>();
      finding->request = request;
      finding->recovery = *std::move(recovery);
      Report report = plugin::report_of(*finding->recovery, request);
      auto grid = plugin::choose_grid(request.grid, *finding->recovery, *picture_);
      if (!grid) {
        settle(tl::unexpected(grid.error()));
        continue;
      }
      report.grid = *std::move(grid);
      report.remarks.insert(report.remarks.end(), remarks_.begin(), remarks_.end());
      finding->digest = digest(*finding->recovery, report, *picture_);
      settle(std::shared_ptr<const Finding>(std::move(finding)));
    } catch (const std::bad_alloc&) {
      settle(fail(Reason::OutOfMemory));
    } catch (const std::exception& error) {
      settle(fail(Reason::Internal, error.what()));
    }
  }
}

}  // namespace unweave::view

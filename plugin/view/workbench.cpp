// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/workbench.hpp"

#include <exception>
#include <new>
#include <utility>

#include "core/try.hpp"
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
  // What was shown without its numbers is no finding that an error keeps.
  if (std::exchange(state_.reading, false)) state_.finding.reset();
  if (result)
    state_.finding = *std::move(result);
  else
    state_.failure = result.error();
  state_.busy = wanted_.has_value();
}

namespace {

/// Analyzes what `request` says and digests it. Errors: as recover() and choose_grid().
Result<std::shared_ptr<const Finding>> find(const plugin::CoreRequest& request, Analysis& analysis,
                                            const PixelSource& picture,
                                            const std::vector<Remark>& remarks,
                                            const Context& context) {
  UNWEAVE_TRY(auto recovery, plugin::recover(request, analysis, context));
  auto finding = std::make_shared<Finding>();
  finding->request = request;
  finding->recovery = std::move(recovery);
  Report report = plugin::report_of(*finding->recovery, request);
  UNWEAVE_TRY(report.grid, plugin::choose_grid(request.grid, *finding->recovery, picture));
  report.remarks.insert(report.remarks.end(), remarks.begin(), remarks.end());
  finding->digest = digest(*finding->recovery, report, picture);
  return std::shared_ptr<const Finding>(std::move(finding));
}

}  // namespace

/// The data without any number that is written in the picture: what takes longest is reading.
/// Whether there is something to show, and why not, is left to the whole analysis.
void Workbench::show_first(plugin::CoreRequest request, const Context& context) {
  request.options.figure.read_ticks = false;
  // Steps in the axes' units cannot be known yet.
  request.grid = {};
  Analysis analysis(*picture_);
  auto found = find(request, analysis, *picture_, {}, context);
  if (!found) return;
  const std::lock_guard lock(mutex_);
  state_.finding = *std::move(found);
  state_.reading = true;
}

void Workbench::work() {
  for (;;) {
    plugin::CoreRequest request;
    bool first = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || wanted_; });
      if (stopping_) return;
      request = *std::exchange(wanted_, std::nullopt);
      current_ = request;
      // Values at ticks that the user gives cannot be had without the bar's.
      first = !state_.finding && request.options.figure.read_ticks && !request.options.figure.ticks;
    }
    Context context;
    context.progress = [this](Stage stage, double done) { return report_progress(stage, done); };
    try {
      if (first) show_first(request, context);
      settle(find(request, analysis_, *picture_, remarks_, context));
    } catch (const std::bad_alloc&) {
      settle(fail(Reason::OutOfMemory));
    } catch (const std::exception& error) {
      settle(fail(Reason::Internal, error.what()));
    }
  }
}

}  // namespace unweave::view

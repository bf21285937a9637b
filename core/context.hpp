// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace unweave {

/// The steps of the way, for a progress bar's text.
enum class Stage { Counting, Layout, Ordering, Lookup, Writing };

/// Progress, canceling and threads for one run. Passed down by reference; never stored.
struct Context {
  /// Called now and then, from the calling thread only, with the step and the fraction of what was
  /// called in [0, 1], which never falls. Returns false to cancel; the run then ends with
  /// Reason::Canceled.
  std::function<bool(Stage, double)> progress = [](Stage, double) { return true; };
  /// Worker threads to use; 0: as many as it may run on. The result does not depend on it.
  unsigned threads = 0;

  /// For a part of the work, from one fraction of it to another: the part counts from 0 to 1 and
  /// knows nothing of what is done before and after it. Refers to this context, which outlives it.
  Context part(double from, double to) const {
    return {[this, from, to](Stage stage, double done) {
              return progress(stage, from + (to - from) * done);
            },
            threads};
  }
};

}  // namespace unweave

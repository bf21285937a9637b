// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace unweave {

/// The steps of the way, for a progress bar's text.
enum class Stage { Counting, Layout, Ordering, Matching, Lookup, Writing };

/// Progress, cancelling and threads for one run. Passed down by reference; never stored.
struct Context {
  /// Called now and then, from the calling thread only, with the step and the fraction of the
  /// whole run in [0, 1]. Returns false to cancel; the run then ends with Reason::Cancelled.
  std::function<bool(Stage, double)> progress = [](Stage, double) { return true; };
  /// Worker threads to use; 0: as many as the machine has. The result does not depend on it.
  unsigned threads = 0;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace unweave {

/// How far a pixel's value can be trusted, [0, 1]: 1 for a color on the curve that no other stretch
/// of it explains, 0 at the cut-off or where another stretch fits as well; NaN where `residual` is.
/// The product of two shares: how much of the way to the cut-off is left, and how much worse the
/// next-best stretch fits (1 - ambiguity). With a cut-off of 0 only exact colors have data.
inline float confidence(float residual, float ambiguity, double max_distance) {
  const double left = max_distance > 0 ? 1 - residual / max_distance : residual > 0 ? 0 : 1;
  return static_cast<float>(std::max(0.0, left) * (1 - ambiguity)) + 0 * residual;
}

}  // namespace unweave

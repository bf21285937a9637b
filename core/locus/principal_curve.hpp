// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lookup/locus.hpp"

namespace unweave {

struct PrincipalCurveOptions {
  int iterations = 12;
  /// Nodes of the resulting polyline.
  int nodes = 256;
  /// The smoothing bandwidth (standard deviation of the kernel, along the curve) is this many times
  /// the noise, but at least `min_bandwidth` of the curve's length.
  double bandwidth_per_noise = 1.5;
  double min_bandwidth = 0.004;
};

/// The smooth curve through the middle of ordered colors: t by arc length.
///
/// points: N x 3; weights: N, those of 0 have no influence; order: N, any numbers that rise along
/// the curve (a Fiedler vector). At least two points have weight.
///
/// Source: Hastie & Stuetzle 1989, alternating projection and smoothing. We depart from it thus:
/// the smoother is a weighted local linear fit, so that the ends are not drawn inwards; a point may
/// move along the curve by a limited stretch an iteration, so that it cannot jump to another branch
/// that comes near; end segments are prolonged for the projection, so that extreme colors stretch
/// the curve instead of being cut off; the bandwidth falls with the iterations to its final value,
/// which the spread of the points around the curve sets.
/// Cost: O(iterations * N * window). Deterministic.
Locus fit_principal_curve(const Colors& points, const Eigen::VectorXd& weights,
                          const Eigen::VectorXd& order, const PrincipalCurveOptions& options = {});

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include "core/lookup/locus.hpp"
#include "core/lookup/noise_metric.hpp"

namespace unweave {

/// How sure a t is.
struct Certainty {
  float confidence =
      0;  ///< [0, 1]: probability that t lies within ConfidenceModel::kNear of the truth
  /// Root mean square of t less the truth, in t; NaN where the curve's speed is not known. Two
  /// stretches far apart that fit alike make it large, though one of them is right.
  float deviation = 0;
};

/// How sure a t is, given the color, the curve and the noise.
///
/// Every place on the curve may have given the color, each with the likelihood of its distance
/// under Gaussian noise in the metric. The confidence is the share of the likelihood within kNear
/// of t, the deviation the root of the likelihood's second moment about t, to which two others are
/// added: the width of the table's entries (the curve's step, or one of 256), and what is not known
/// of the places of the curve's ends (its `end`), of which each counts by its nearness. The
/// confidence is low where the curve runs slowly against the noise, where it comes near itself, and
/// where the color lies farther off the curve than noise explains, since what moved it across the
/// curve has moved it along as well. A curve whose speed is not known (neither a color bar nor a
/// known map nor a finite palette) has t only up to a rising function: kUnknownSpeed at most.
class ConfidenceModel {
 public:
  static constexpr double kNear = 0.01;  ///< of the range
  static constexpr double kUnknownSpeed = 0.5;

  /// `noise`: standard deviation in each direction, in the metric's space.
  ConfidenceModel(const Locus& locus, const NoiseMetric& metric, double noise, bool speed_known);

  /// Cost: about 1000 distances. Thread-safe.
  Certainty at(const Eigen::RowVector3d& color, double t) const;

 private:
  NoiseMetric metric_;
  Eigen::Array3Xf places_;  ///< colors evenly spread over t, in the metric's space
  Eigen::ArrayXf t_;
  float noise_;
  float step_;  ///< standard deviation of a value in an entry of the table, in t
  float end_;
  bool speed_known_;
  bool closed_, discrete_;
};

}  // namespace unweave

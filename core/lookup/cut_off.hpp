// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/lookup/inverse_lookup.hpp"

namespace unweave {

/// What counts as data.
struct CutOff {
  double distance = 0.03;  ///< a color farther from the curve has no data
  /// Within this distance a color is data in any case; between the two only if it is nearer to the
  /// curve than to every background color (mixtures at the rims of holes). >= distance: no such
  /// rule.
  double clear_distance = 0.03;
  std::vector<Eigen::RowVector3d> background{};
};

/// Distances of a picture's colors from a curve; every pixel counts.
class CurveDistances {
 public:
  CurveDistances(const ColorHistogram& histogram, const InverseLookup& lookup);
  /// The distance within which a share q of the pixels lies.
  double quantile(double q);
  /// Share of the pixels within a distance.
  double share_within(double distance) const;
  /// The median scaled to a standard deviation, at least a quarter of an 8-bit step: the noise
  /// about a curve that was not fitted to the picture (a given map, a color bar).
  double noise();

 private:
  std::vector<std::pair<float, std::uint32_t>> distances_;
};

}  // namespace unweave

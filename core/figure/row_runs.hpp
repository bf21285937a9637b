// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/raster.hpp"

namespace unweave {

/// Runs of one color in rows of a raster: each pixel is like the one before it and like the run's
/// first, or from the fourth on like its third, as the first may be blended with an outline. Alike
/// are colors that differ by run_tolerance() at most in the metric.
///
/// Where the metric is the difference of channels, 16 pixels are compared at a time. Cost: a few
/// operations a pixel, and some twenty a run.
class RowRuns {
 public:
  /// For rows of `width` pixels.
  RowRuns(int width, const ColorMetric& metric);

  /// The pixels [begin, end) of a row, of which the runs are asked next: 3 bytes each, all of the
  /// row's. They have to stay.
  void look_at(const std::uint8_t* row, int begin, int end);
  /// Where the run that starts at `begin` ends: behind its last pixel.
  int end_of(int begin) const;

 private:
  int end_by_metric(int begin) const;
  int first_unlike(int from, const std::uint8_t* color) const;

  ColorMetric metric_;
  double tolerance_;
  std::uint8_t most_ = 0;  ///< the tolerance in whole levels
  const std::uint8_t* row_ = nullptr;
  int end_ = 0;
  std::array<std::vector<std::uint8_t>, 3> channel_;  ///< of the row
  std::vector<std::uint8_t> step_;  ///< not 0: the pixel is unlike the one before it
};

}  // namespace unweave

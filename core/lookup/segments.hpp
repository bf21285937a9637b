// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

namespace unweave {

/// From a node of a curve to the next, in the sRGB-encoded cube.
struct CurveSegment {
  Eigen::RowVector3d start, direction;
  double length2, t_start, t_end;
};

inline constexpr int kLanes = 16;

/// Segments side by side, for distances of many at once; behind the last one it stands kLanes times
/// again.
struct SideBySide {
  std::array<Eigen::ArrayXd, 3> start, direction;
  Eigen::ArrayXd inverse;        // 1 / squared length; 1 where that is 0
  Eigen::ArrayXd t_low, t_high;  // of their ends

  explicit SideBySide(const std::vector<CurveSegment>& segments = {}) {
    const auto n = static_cast<Eigen::Index>(segments.empty() ? 0 : segments.size() + kLanes);
    for (auto* rows : {&start, &direction})
      for (Eigen::ArrayXd& row : *rows) row.resize(n);
    for (Eigen::ArrayXd* row : {&inverse, &t_low, &t_high}) row->resize(n);
    for (Eigen::Index k = 0; k < n; ++k) {
      const CurveSegment& s = segments[std::min(static_cast<std::size_t>(k), segments.size() - 1)];
      for (Eigen::Index c = 0; c < 3; ++c) {
        start[static_cast<std::size_t>(c)][k] = s.start[c];
        direction[static_cast<std::size_t>(c)][k] = s.direction[c];
      }
      inverse[k] = 1 / (s.length2 > 0 ? s.length2 : 1);
      std::tie(t_low[k], t_high[k]) = std::minmax(s.t_start, s.t_end);
    }
  }

  /// Of a color from the N segments from `first` on.
  template <int N>
  [[gnu::always_inline]] Eigen::Array<double, N, 1> squared_distances(
      const Eigen::RowVector3d& color, Eigen::Index first) const {
    using Row = Eigen::Array<double, N, 1>;
    const auto from = [&](const Eigen::ArrayXd& row) { return row.segment<N>(first); };
    const Row x = color[0] - from(start[0]), y = color[1] - from(start[1]),
              z = color[2] - from(start[2]);
    const Row along =
        (x * from(direction[0]) + y * from(direction[1]) + z * from(direction[2])) * from(inverse);
    const Row f = along.max(0.0).min(1.0);
    return (x - f * from(direction[0])).square() + (y - f * from(direction[1])).square() +
           (z - f * from(direction[2])).square();
  }
};

/// The box around kLanes segments.
struct ColorBox {
  std::array<double, 3> low, high;

  double squared_distance(const Eigen::RowVector3d& color) const {
    double sum = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double v = color[static_cast<Eigen::Index>(c)];
      const double out = std::max({low[c] - v, v - high[c], 0.0});
      sum += out * out;
    }
    return sum;
  }
};

/// Around the segments from `first` to before `last` (or the last one).
inline ColorBox box_around(const std::vector<CurveSegment>& segments, std::size_t first,
                           std::size_t last) {
  ColorBox box;
  box.low.fill(1e300);
  box.high.fill(-1e300);
  for (std::size_t k = first; k < std::min(last, segments.size()); ++k)
    for (std::size_t c = 0; c < 3; ++c)
      for (const double f : {0.0, 1.0}) {
        const auto i = static_cast<Eigen::Index>(c);
        const double end = segments[k].start[i] + f * segments[k].direction[i];
        box.low[c] = std::min(box.low[c], end);
        box.high[c] = std::max(box.high[c], end);
      }
  return box;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave {

/// A color as three floats, sRGB-encoded, 0..1.
using Point = std::array<float, 3>;

inline float squared_distance(const Point& a, const Point& b) {
  float sum = 0;
  for (int k = 0; k < 3; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

/// A known map as a polyline in the color cube: node i is entry i of the table. Where two entries
/// are so far apart that nothing can lie between them (a jump, or any two of a discrete map) the
/// line is broken.
class MapCurve {
 public:
  explicit MapCurve(const Colormap& map);

  const Colormap& map() const { return *map_; }
  int size() const { return static_cast<int>(nodes_.size()); }
  const std::vector<Point>& nodes() const { return nodes_; }
  /// Length of the line from the first node to each node; jumps count as 0.
  const std::vector<float>& arc() const { return arc_; }
  float length() const { return arc_.back(); }
  double t_of_node(int i) const { return (i + 0.5) / size(); }

  struct Projection {
    float distance = 0;  ///< to the line
    float t = 0;         ///< of the nearest point, [0, 1]; the smaller of equal ones
    Point foot{};        ///< that point
  };
  /// Nearest point of the line between nodes `first` and `last` (inclusive).
  Projection project(const Point& color, int first, int last) const;
  Projection project(const Point& color) const { return project(color, 0, size() - 1); }
  /// project(color).distance, but at most `most`: what is farther is not looked for.
  float distance_up_to(float most, const Point& color) const;

 private:
  struct Nearest {
    float squared = 1e9f, fraction = 0;
    int segment = 0;
  };
  static constexpr int kChunk = 16;
  /// What a vector register holds side by side: of kChunk segments each coordinate, from its first
  /// node to the next (0 where no line leads there), and the squared length (1 where that is 0).
  using Lanes = Eigen::Array<float, kChunk, 1>;
  struct Chunk {
    std::array<Lanes, 3> from, step;
    Lanes length;
  };
  /// The boxes around the chunks, coordinate by coordinate.
  struct Boxes {
    std::array<Eigen::ArrayXf, 3> low, high;
  };
  int chunks() const { return static_cast<int>(chunks_.size()); }
  void make_chunks();
  void nearest_in(const Point& color, int first, int last, Nearest& best) const;
  void nearest_in_chunk(const Point& color, int chunk, Nearest& best) const;
  void nearest(const Point& color, int first, int last, Nearest& best) const;

  const Colormap* map_;
  std::vector<Point> nodes_;
  std::vector<float> arc_;
  std::vector<char> joined_;  ///< joined_[i]: a line leads from node i to node i + 1
  std::vector<Chunk> chunks_;
  Boxes boxes_;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/map_curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/statistics.hpp"

namespace unweave {

namespace {

/// A step between two entries longer than this many ordinary steps is a jump.
constexpr float kJumpSteps = 12;
constexpr float kLongestJoin = 0.12f;

}  // namespace

MapCurve::MapCurve(const Colormap& map) : map_(&map) {
  const int n = static_cast<int>(map.table.size());
  nodes_.reserve(n);
  for (const Rgb8& c : map.table) nodes_.push_back(unit_color<float>(c));
  std::vector<float> step(n - 1);
  for (int i = 0; i + 1 < n; ++i) step[i] = std::sqrt(squared_distance(nodes_[i], nodes_[i + 1]));
  const float jump = std::max(kLongestJoin, kJumpSteps * median(std::vector(step)));
  joined_.assign(n, 0);
  arc_.assign(n, 0);
  for (int i = 0; i + 1 < n; ++i) {
    joined_[i] = map.kind != ColormapKind::Discrete && step[i] <= jump;
    arc_[i + 1] = arc_[i] + (joined_[i] ? step[i] : 0);
  }
  for (int first = 0; first < n; first += kChunk) {
    Box box{nodes_[first], nodes_[first]};
    for (int i = first; i <= std::min(first + kChunk, n - 1); ++i) {
      for (int k = 0; k < 3; ++k) {
        box.low[k] = std::min(box.low[k], nodes_[i][k]);
        box.high[k] = std::max(box.high[k], nodes_[i][k]);
      }
    }
    boxes_.push_back(box);
  }
}

float MapCurve::Box::squared_distance(const Point& p) const {
  float sum = 0;
  for (int k = 0; k < 3; ++k) {
    const float out = std::max({low[k] - p[k], p[k] - high[k], 0.f});
    sum += out * out;
  }
  return sum;
}

void MapCurve::nearest_in(const Point& color, int first, int last, Nearest& best) const {
  for (int i = first; i <= last; ++i) {
    const Point& a = nodes_[i];
    float fraction = 0;
    float squared = unweave::squared_distance(color, a);
    if (joined_[i] && i < last) {
      const Point& b = nodes_[i + 1];
      float along = 0, length = 0;
      for (int k = 0; k < 3; ++k) {
        along += (color[k] - a[k]) * (b[k] - a[k]);
        length += (b[k] - a[k]) * (b[k] - a[k]);
      }
      if (along > 0 && length > 0) {
        fraction = std::min(1.f, along / length);
        squared = 0;
        for (int k = 0; k < 3; ++k) {
          const float d = color[k] - a[k] - fraction * (b[k] - a[k]);
          squared += d * d;
        }
      }
    }
    if (squared < best.squared || (squared == best.squared && i < best.segment))
      best = {squared, fraction, i};
  }
}

MapCurve::Projection MapCurve::project(const Point& color, int first, int last) const {
  const int chunk0 = first / kChunk, chunk1 = last / kChunk;
  int start = chunk0;
  float nearest_box = 1e9f;
  std::array<float, 64> bound{};
  const bool bounded = chunk1 - chunk0 < static_cast<int>(bound.size());
  for (int c = chunk0; c <= chunk1; ++c) {
    const float d = boxes_[c].squared_distance(color);
    if (bounded) bound[c - chunk0] = d;
    if (d < nearest_box) {
      nearest_box = d;
      start = c;
    }
  }
  Nearest best;
  const auto look = [&](int c) {
    nearest_in(color, std::max(first, c * kChunk), std::min(last, (c + 1) * kChunk), best);
  };
  look(start);
  for (int c = chunk0; c <= chunk1; ++c) {
    if (c == start) continue;
    const float d = bounded ? bound[c - chunk0] : boxes_[c].squared_distance(color);
    if (d <= best.squared) look(c);
  }
  Projection result;
  result.distance = std::sqrt(best.squared);
  result.t = static_cast<float>((best.segment + 0.5 + best.fraction) / size());
  result.foot = nodes_[best.segment];
  if (best.fraction > 0)
    for (int k = 0; k < 3; ++k)
      result.foot[k] += best.fraction * (nodes_[best.segment + 1][k] - nodes_[best.segment][k]);
  return result;
}

}  // namespace unweave

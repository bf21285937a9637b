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
  make_chunks();
}

void MapCurve::make_chunks() {
  const int n = size();
  for (int k = 0; k < 3; ++k) {
    boxes_.low[k].resize((n + kChunk - 1) / kChunk);
    boxes_.high[k].resize(boxes_.low[k].size());
  }
  for (int first = 0; first < n; first += kChunk) {
    Point low = nodes_[first], high = low;
    for (int i = first; i <= std::min(first + kChunk, n - 1); ++i) {
      for (int k = 0; k < 3; ++k) {
        low[k] = std::min(low[k], nodes_[i][k]);
        high[k] = std::max(high[k], nodes_[i][k]);
      }
    }
    for (int k = 0; k < 3; ++k) {
      boxes_.low[k][first / kChunk] = low[k];
      boxes_.high[k][first / kChunk] = high[k];
    }
    Chunk& chunk = chunks_.emplace_back();
    for (int j = 0; j < kChunk; ++j) {
      const int i = std::min(first + j, n - 1);
      float length = 0;
      for (int k = 0; k < 3; ++k) {
        chunk.from[k][j] = nodes_[i][k];
        chunk.step[k][j] = joined_[i] ? nodes_[i + 1][k] - nodes_[i][k] : 0;
        length += chunk.step[k][j] * chunk.step[k][j];
      }
      chunk.length[j] = length > 0 ? length : 1;
    }
  }
}

/// The same as nearest_in() of the chunk's nodes and the next chunk's first one, in the arithmetic
/// of nearest_in(), so that both give the same bits.
void MapCurve::nearest_in_chunk(const Point& color, int number, Nearest& best) const {
  const auto& [from, step, length] = chunks_[number];
  const Lanes x = color[0] - from[0], y = color[1] - from[1], z = color[2] - from[2];
  const Lanes along = x * step[0] + y * step[1] + z * step[2];
  const Lanes fraction = (along / length).max(0.f).min(1.f);
  const Lanes squared = (x - fraction * step[0]).square() + (y - fraction * step[1]).square() +
                        (z - fraction * step[2]).square();
  const int first = number * kChunk;
  if (const float least = squared.minCoeff(); least <= best.squared) {
    int at = 0;
    while (squared[at] != least) ++at;
    if (least < best.squared || first + at < best.segment) best = {least, fraction[at], first + at};
  }
  if (const int next = first + kChunk; next < size()) nearest_in(color, next, next, best);
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

void MapCurve::nearest(const Point& color, int first, int last, Nearest& best) const {
  constexpr int kAtOnce = 64;  // chunks whose boxes are kept
  for (int chunk = first / kChunk; chunk <= last / kChunk; chunk += kAtOnce) {
    const int n = std::min(last / kChunk - chunk + 1, kAtOnce);
    // Squared distances of the boxes.
    Eigen::Array<float, Eigen::Dynamic, 1, 0, kAtOnce, 1> bound = decltype(bound)::Zero(n);
    for (int k = 0; k < 3; ++k)
      bound += (boxes_.low[k].segment(chunk, n) - color[k])
                   .max(color[k] - boxes_.high[k].segment(chunk, n))
                   .max(0.f)
                   .square();
    const auto look = [&](int c) {
      const int begin = (chunk + c) * kChunk, end = begin + kChunk;
      if (first <= begin && (end <= last || last == size() - 1))
        return nearest_in_chunk(color, chunk + c, best);
      nearest_in(color, std::max(first, begin), std::min(last, end), best);
    };
    int start = 0;
    bound.minCoeff(&start);
    if (bound[start] <= best.squared) look(start);
    for (int c = 0; c < n; ++c)
      if (c != start && bound[c] <= best.squared) look(c);
  }
}

float MapCurve::distance_up_to(float most, const Point& color) const {
  Nearest best{most * most, 0, size()};
  nearest(color, 0, size() - 1, best);
  return std::min(most, std::sqrt(best.squared));
}

MapCurve::Projection MapCurve::project(const Point& color, int first, int last) const {
  Nearest best;
  nearest(color, first, last, best);
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

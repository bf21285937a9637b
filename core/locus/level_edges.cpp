// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/level_edges.hpp"

#include <algorithm>
#include <cstddef>

#include "core/statistics.hpp"

namespace unweave {

std::vector<double> step_edges(std::vector<PlacedColor> colors) {
  constexpr std::size_t kFewest = 3, kMost = 64;
  constexpr double kSameT = 1e-4, kSeen = 0.03;
  std::stable_sort(colors.begin(), colors.end(),
                   [](const PlacedColor& a, const PlacedColor& b) { return a.t < b.t; });
  const auto same = [](const PlacedColor& a, const PlacedColor& b) { return b.t - a.t < kSameT; };
  colors.erase(std::unique(colors.begin(), colors.end(), same), colors.end());
  if (colors.size() < kFewest || colors.size() > kMost) return {};
  std::vector<double> edges{0}, distances;
  for (std::size_t i = 0; i + 1 < colors.size(); ++i) {
    edges.push_back(0.5 * (colors[i].t + colors[i + 1].t));
    distances.push_back((colors[i + 1].color - colors[i].color).norm());
  }
  edges.push_back(1);
  return median(distances) >= kSeen ? edges : std::vector<double>();
}

bool sample_a_curve(const Colors& colors) {
  constexpr Eigen::Index kFewest = 5;
  constexpr double kMostBend = 1.2;  // 1.4 and more for random directions, 0.4 for most maps
  const Eigen::Index n = colors.rows();
  if (n < kFewest) return false;
  const auto steps = (colors.bottomRows(n - 1) - colors.topRows(n - 1)).eval();
  const auto bends = (steps.bottomRows(n - 2) - steps.topRows(n - 2)).eval();
  return bends.rowwise().norm().mean() <= kMostBend * steps.rowwise().norm().mean();
}

}  // namespace unweave

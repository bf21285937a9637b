// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/catalog/match_trial.hpp"
#include "core/statistics.hpp"

namespace unweave::matching {

/// A discrete map: enough of its colors occur, and between the first and the last of them few are
/// missing; the noise must not blur them into each other.
bool Trial::entries_suffice() {
  const int n = curve_.size();
  if (!colors_.exact) {
    if (n > 40) return false;
    float separation = 1e9f;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < i; ++j) {
        const float d = squared_distance(curve_.nodes()[i], curve_.nodes()[j]);
        if (d > 0) separation = std::min(separation, d);
      }
    if (e_.tolerance > 0.45 * std::sqrt(separation)) return false;
  }
  std::vector<double> weight(n, 0);
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i))
      weight[std::min(n - 1, static_cast<int>(e_.projections[i].t * n))] += colors_.weights[i];
  int first = n, last = -1, used = 0;
  for (int i = 0; i < n; ++i) {
    if (weight[i] < 1e-4) continue;
    first = std::min(first, i);
    last = i;
    ++used;
  }
  if (used < 4 || (used == 4 && n != 4) || used < 0.7 * (last - first + 1)) return false;
  e_.t0 = static_cast<double>(first) / n;
  e_.t1 = static_cast<double>(last + 1) / n;
  e_.levels = used;
  return true;
}

/// Nodes that have an explained color within `reach`. Asked from the node's side, so that a curve
/// which runs through the same colors more than once is covered at every passage.
std::vector<char> Trial::covered_nodes(float reach) const {
  std::vector<Point> explained;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i)) explained.push_back(colors_.points[i]);
  std::vector<char> covered(curve_.size(), 0);
  for (int i = 0; i < curve_.size(); ++i)
    covered[i] = std::any_of(explained.begin(), explained.end(), [&](const Point& p) {
      return squared_distance(p, curve_.nodes()[i]) <= reach * reach;
    });
  return covered;
}

/// The stretch between two nodes, drawn in to the colors that occur.
void Trial::set_stretch(int first, int last) {
  const double half = 0.5 / curve_.size();
  double low = 1, high = 0;
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    const double t = e_.projections[i].t;
    if (!near(i) || t < curve_.t_of_node(first) - half || t > curve_.t_of_node(last) + half)
      continue;
    low = std::min(low, t);
    high = std::max(high, t);
  }
  e_.t0 = curve_.t_of_node(first) - half;
  e_.t1 = curve_.t_of_node(last) + half;
  // Farther in than the reach of covered_nodes: the curve repeats itself there
  constexpr double kReach = 0.12;
  if (low - e_.t0 < kReach) e_.t0 = std::max(0.0, low - half);
  if (e_.t1 - high < kReach) e_.t1 = std::min(1.0, high + half);
}

/// The longest stretch whose nodes are covered without a wide gap, if it holds the explained
/// weight.
bool Trial::covers_a_stretch() {
  const double per_color = curve_.length() / std::max<std::size_t>(1, colors_.points.size());
  const float reach = static_cast<float>(colors_.exact ? std::max(0.03, 1.2 * per_color)
                                                       : e_.tolerance + std::max(0.02, per_color));
  const auto covered = covered_nodes(reach);
  const auto& arc = curve_.arc();
  const double widest = std::max(0.08, 2.0 * reach);
  int first = 0, last = -1, begin = -1, end = -1;
  double longest = -1;
  for (int i = 0; i <= curve_.size(); ++i) {
    const bool here = i < curve_.size() && covered[i];
    // Between neighbors nothing is missing, however long the step
    if (here && begin >= 0 && arc[i - 1] - arc[std::min(i - 1, end + 1)] <= widest) {
      end = i;
      continue;
    }
    if (i < curve_.size() && !here) continue;
    if (begin >= 0 && arc[end] - arc[begin] > longest) {
      longest = arc[end] - arc[begin];
      first = begin;
      last = end;
    }
    begin = end = i;
  }
  if (last < first) return false;
  double held = 0;
  const bool whole = first == 0 && last == curve_.size() - 1;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i) &&
        (whole || curve_.project(colors_.points[i], first, last).distance <= e_.tolerance))
      held += colors_.weights[i];
  if (held < options_.min_explained) return false;
  e_.explained = held;
  set_stretch(first, last);
  return true;
}

/// Filled contours: separate colors at evenly spaced t. Missing levels are allowed, as are the
/// ends' own spacing (programs give the outermost levels the map's very ends).
bool Trial::covers_levels() {
  std::vector<std::pair<float, float>> t;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i)) t.emplace_back(e_.projections[i].t, colors_.weights[i]);
  std::sort(t.begin(), t.end());
  const float join = colors_.exact ? 0.f : 0.02f;
  std::vector<std::pair<double, double>> clusters;  // weighted mean of t, weight
  float last = -1;
  for (const auto& [at, weight] : t) {
    if (clusters.empty() || at - last > join) clusters.emplace_back(0, 0);
    auto& [sum, total] = clusters.back();
    sum += at * weight;
    total += weight;
    last = at;
  }
  std::vector<double> centers;
  for (const auto& [sum, total] : clusters)
    if (colors_.exact || total >= 0.002) centers.push_back(sum / total);
  const int n = static_cast<int>(centers.size());
  if (n < 5 || n > 64) return false;
  for (int i = 0; !colors_.exact && i + 1 < n; ++i) {
    // Blurred into each other they would not be levels
    const auto a = curve_.map().color(centers[i]), b = curve_.map().color(centers[i + 1]);
    const double apart = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    if (apart < 1.5 * e_.tolerance) return false;
  }
  std::vector<double> steps;
  for (int i = 0; i + 1 < n; ++i) steps.push_back(centers[i + 1] - centers[i]);
  const double step = median(std::vector(steps));
  const double slack = 0.15 + 2.0 / (curve_.size() * step);
  int even = 0, odd = 0;
  for (const double s : steps) {
    const double whole = std::round(s / step);
    if (whole >= 1 && whole <= 3 && std::abs(s / step - whole) <= slack * whole)
      even += whole == 1 ? 1 : 0;
    else if (&s != &steps.front() && &s != &steps.back())
      ++odd;
  }
  // Programs put a map together from parts (R's heat.colors): where two meet, a step may be odd.
  if (odd > n / 16) return false;
  if (step < 1.0 / 80 || even < 0.7 * (n - 3)) return false;
  e_.levels = n;
  e_.regular = static_cast<double>(even) / static_cast<double>(steps.size());
  e_.t0 = std::max(0.0, centers.front() - step / 2);
  e_.t1 = std::min(1.0, centers.back() + step / 2);
  return true;
}

/// Dense colors cover a stretch; few exact ones are evenly spaced, or bit for bit the map's own.
bool Trial::occurs_as_a_whole() {
  if (discrete()) return entries_suffice();
  constexpr std::size_t kEnough = 8;
  if (!colors_.exact || colors_.points.size() > kFew) return covers_a_stretch() || covers_levels();
  if (covers_levels()) return true;
  if (colors_.points.size() < kEnough || e_.exact_share < 0.9 || !covers_a_stretch()) return false;
  e_.levels = static_cast<int>(colors_.points.size());
  return true;
}

}  // namespace unweave::matching

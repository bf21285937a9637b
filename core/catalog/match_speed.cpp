// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/catalog/match_trial.hpp"

namespace unweave::matching {

namespace {

constexpr int kPieces = 10;
using Counts = std::array<double, kPieces>;

/// Different colors of the map in `n` even cells, by pieces of the stretch.
Counts expected(const Colormap& map, int n, double t0, double t1) {
  Counts counts{};
  const auto table = map.sampled(n);
  std::array<std::set<Rgb8>, kPieces> seen;
  for (int i = 0; i < n; ++i) {
    const double along = ((i + 0.5) / n - t0) / (t1 - t0);
    if (along < 0 || along >= 1) continue;
    seen[static_cast<std::size_t>(along * kPieces)].insert(table[static_cast<std::size_t>(i)]);
  }
  for (std::size_t p = 0; p < kPieces; ++p) counts[p] = static_cast<double>(seen[p].size());
  return counts;
}

/// True if the picture leaves out no entries of the table that its neighbors let expect: entries
/// are missing where hardly a pixel is, at the ends of the field's range, but not between colors of
/// many pixels each. Another speed along the same curve leaves out entries everywhere that it is
/// fast. Nothing is said where the picture is not painted in the table's entries.
std::optional<bool> leaves_none_out(const Colormap& map, const std::map<Rgb8, double>& pixels,
                                    double t0, double t1) {
  constexpr double kPainted = 0.9;                          // of the pixels, in entries
  constexpr double kExpected = 30;                          // pixels of an entry by its neighbors
  constexpr std::ptrdiff_t kReach = 4, kLeastEntries = 24;  // entries
  constexpr double kMissing = 0.08;
  const auto n = static_cast<std::ptrdiff_t>(map.table.size());
  std::vector<double> count(map.table.size(), 0);
  double painted = 0, all = 0;
  std::set<Rgb8> entries(map.table.begin(), map.table.end());
  for (const auto& [color, number] : pixels) {
    all += number;
    if (entries.contains(color)) painted += number;
  }
  if (painted < kPainted * all) return std::nullopt;
  std::ptrdiff_t looked_for = 0, missing = 0;
  for (std::ptrdiff_t i = 0; i < n; ++i)
    if (const auto found = pixels.find(map.table[i]); found != pixels.end())
      count[i] = found->second;
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    if (t < t0 || t > t1) continue;
    // The least of what occurs on either side: entries beyond the field's range are not missed.
    double below = 0, above = 0;
    for (std::ptrdiff_t k = 1; k <= kReach; ++k) {
      if (i >= k) below = std::max(below, count[i - k]);
      if (i + k < n) above = std::max(above, count[i + k]);
    }
    if (std::min(below, above) < kExpected) continue;
    ++looked_for;
    missing += count[i] == 0;
  }
  if (looked_for < kLeastEntries) return std::nullopt;
  return static_cast<double>(missing) <= kMissing * static_cast<double>(looked_for);
}

double sum(const Counts& counts) {
  double total = 0;
  for (const double c : counts) total += c;
  return total;
}

}  // namespace

/// The colors of a clean picture are the map's in even cells: as many of them lie on each piece of
/// it as cells do (but for cells that rounding made alike, and pieces with too few pixels to show
/// each). Another speed along the same curve crowds them here and thins them out there.
bool Trial::runs_at_its_speed() const {
  constexpr std::size_t kDense = 48;
  constexpr double kEach = 6;  // pixels a color; from there on hardly one is missing by chance
  constexpr double kEven = 1.35, kAll = 0.97;
  if (discrete() || e_.levels > 0 || colors_.gray || colors_.pixels.size() < kDense ||
      e_.t1 <= e_.t0)
    return true;
  if (e_.exact_share >= 0.9 && e_.recall >= kAll) return true;  // the very table
  std::map<Rgb8, double> by_color;
  for (std::size_t i = 0; i < colors_.pixels.size(); ++i)
    by_color[rounded_color(colors_.palette[i])] += colors_.pixels[i];
  if (const auto kept = leaves_none_out(curve_.map(), by_color, e_.t0, e_.t1)) return *kept;
  Counts found{}, pixels{};
  for (std::size_t i = 0; i < colors_.pixels.size(); ++i) {
    const auto foot = curve_.project(colors_.palette[i]);
    const double along = (foot.t - e_.t0) / (e_.t1 - e_.t0);
    if (foot.distance > e_.tolerance || along < 0 || along >= 1) continue;
    const auto p = static_cast<std::size_t>(along * kPieces);
    ++found[p];
    pixels[p] += colors_.pixels[i];
  }
  const auto even = [&](int n) {
    const Counts cells = expected(curve_.map(), n, e_.t0, e_.t1);
    // With far more cells than colors, rounding makes cells alike: as many a length, not a step.
    double least = 1e9, most = 0;
    for (std::size_t p = 0; p < kPieces; ++p) {
      if (cells[p] < 4 || pixels[p] < kEach * cells[p]) continue;
      least = std::min(least, found[p] / cells[p]);
      most = std::max(most, found[p] / cells[p]);
    }
    return most == 0 || (most <= kEven * least && most <= kEven && least >= 1 / kEven);
  };
  // Programs cut a map into as many cells as they like
  for (const int n : {curve_.size(), 256, 64, 100, 128, 200, 512, 1024})
    if (n >= 48 && even(n)) return true;
  // As many as give the colors that occur
  int low = 32, high = 2048;
  while (low < high) {
    const int middle = (low + high) / 2;
    sum(expected(curve_.map(), middle, e_.t0, e_.t1)) < sum(found) ? low = middle + 1
                                                                   : high = middle;
  }
  return even(low);
}

}  // namespace unweave::matching

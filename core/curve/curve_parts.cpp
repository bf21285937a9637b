// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/curve_parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/image/unit_color.hpp"

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kMinCutOff = 0.03;
// Compression spoils few colors far more than most, those beside lines and text: half of the colors
// are within a fifth of the distance of the 95th in a hundred.
constexpr double kLossyNoise = 0.005, kMinLossyCutOff = 0.09;
constexpr double kOnCurve = 1.2 / 255;
constexpr double kPaintedShare = 0.9;  // of the pixels on a table's curve
constexpr double kCutOffPerNoise = 6;
constexpr double kOtherThanNoise = 2;  // times what noise can do: it is something else
constexpr double kClearPerNoise = 3;   // up to here a color is data, however near it is to paper
constexpr double kLeastNoise = 0.25 / 255;  // as CurveDistances::noise() has it

/// True if of the share `near` of the pixels that lie on a table's curve nearly all are entries of
/// it, so that a color between the entries is something else.
bool painted_in(const Locus& table, const ColorHistogram& histogram, double near) {
  std::set<ColorCode> entries;
  for (Index i = 0; i < table.colors.rows(); ++i) {
    const Eigen::RowVector3i c = (255 * table.colors.row(i)).array().round().cast<int>();
    // Programs round the table's values or cut them off.
    for (unsigned cut = 0; cut < 8; ++cut) {
      const Eigen::RowVector3i less = c - Eigen::RowVector3i(cut & 1, cut >> 1 & 1, cut >> 2 & 1);
      if (less.minCoeff() >= 0) entries.insert(pack(less[0], less[1], less[2]));
    }
  }
  double painted = 0, all = 0;
  for (const ColorCode c : entries)
    if (histogram.occurs(c)) painted += histogram.counts()[histogram.index(c)];
  for (const std::uint32_t n : histogram.counts()) all += n;
  return painted >= kPaintedShare * near * all;
}

/// The first few, an ellipsis for the others: a ramp of gray is part of more maps than one reads.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kListed = 5;
  std::string all;
  for (std::size_t i = 0; i < std::min(names.size(), kListed); ++i)
    all += (i ? ", " : "") + names[i];
  return names.size() > kListed ? all + ", \u2026" : all;
}

}  // namespace

Locus table_locus(const std::vector<std::array<double, 3>>& colors) {
  const std::size_t n = colors.size();
  Locus locus;
  locus.colors.resize(static_cast<Index>(n), 3);
  locus.t.resize(static_cast<Index>(n));
  Index nodes = 0;
  for (std::size_t i = 0; i < n;) {
    std::size_t j = i;
    while (j < n && colors[j] == colors[i]) ++j;
    locus.colors.row(nodes) = RowVector3d(colors[i][0], colors[i][1], colors[i][2]);
    locus.t[nodes++] = 0.5 * static_cast<double>(i + j) / static_cast<double>(n);
    i = j;
  }
  locus.colors.conservativeResize(nodes, 3);
  locus.t.conservativeResize(nodes);
  return locus;
}

Locus known_locus(const Colormap& map) {
  std::vector<std::array<double, 3>> colors;
  for (const Rgb8& c : map.table) colors.push_back(unit_color(c));
  Locus locus = table_locus(colors);
  locus.closed = map.kind == ColormapKind::Cyclic;
  locus.palette = true;
  return locus;
}

CutOff cut_off_about(Locus& locus, const ColorHistogram& histogram, const FigureLayout& layout) {
  CurveDistances distances(histogram, InverseLookup(locus));
  locus.noise = distances.noise();
  CutOff cut;
  const double least = locus.noise > kLossyNoise ? kMinLossyCutOff : kMinCutOff;
  cut.clear_distance = std::clamp(kCutOffPerNoise * locus.noise, least, kMaxCutOff);
  if (locus.palette && locus.noise < kRoundingNoise &&
      painted_in(locus, histogram, distances.share_within(kOnCurve)))
    cut.clear_distance = kExactCutOff;
  cut.distance = cut.clear_distance;
  if (layout.background) cut.background.push_back(unit_row(*layout.background));
  return cut;
}

void keep_to_noise(ChosenCurve& curve, double most) {
  Locus& locus = curve.locus;
  CutOff& cut = curve.cut_off;
  if (locus.noise <= kOtherThanNoise * most || cut.clear_distance <= kMinCutOff) return;
  const double least = locus.noise > kLossyNoise ? kMinLossyCutOff : kMinCutOff;
  locus.noise = std::max(most, kLeastNoise);
  cut.distance = std::clamp(kCutOffPerNoise * locus.noise, least, cut.clear_distance);
  // Paper that is a pale map's neighbor is nearer to itself, and farther from the map than noise.
  cut.clear_distance = std::min(cut.distance, std::max(kMinCutOff, kClearPerNoise * locus.noise));
}

void call_after(ChosenCurve& curve, const Colormap& map, const std::vector<std::string>& ties) {
  curve.name = map.name;
  curve.family = map.family;
  if (!ties.empty()) curve.remarks.push_back({Note::CatalogTie, listed(ties)});
}

void leave_open(ChosenCurve& curve, const Colormap& map, const std::vector<std::string>& twins) {
  std::vector<std::string> all{map.qualified_name()};
  all.insert(all.end(), twins.begin(), twins.end());
  curve.speed_known = false;
  curve.remarks.push_back({Note::CatalogTwins, listed(all)});
}

}  // namespace unweave

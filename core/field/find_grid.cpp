// SPDX-License-Identifier: GPL-3.0-or-later
// The cells that a field is drawn in; core/field/grid.hpp says what is looked for.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

#include "core/field/grid.hpp"
#include "core/field/grid_profile.hpp"
#include "core/statistics.hpp"

namespace unweave {
namespace {

constexpr int kFewestCells = 2;     // along a side: one cell is no grid
constexpr double kLeastPixels = 2;  // of a cell's side: a field of single pixels is drawn in pixels
constexpr double kLeastStep = 0.002;  // half a step of a color table of 256 entries, in t
constexpr double kNoise = 4;          // medians of the difference between neighbors
constexpr double kHeld = 0.5;         // of the pixels with data, in stretches: cells are flat
// Share of the changes beyond what chance gives that the edges have to explain, and of the edges
// that have to be seen: fields in cells have 0.9 and more, smooth ones 0.3 and less
// (tests/unit/field/find_grid_test.cpp has both).
constexpr double kExplained = 0.75;
constexpr double kSeen = 0.7;
// Of the whole field's spread, within cells: fields in cells have 0.05 and less, edges that are
// none in a field of other cells 0.5 and more.
constexpr double kFlatCells = 0.2;
constexpr double kWeak = 0.15;         // of a typical or the strongest edge, or it was not seen
constexpr double kLeastShare = 0.04;   // of the lines that change at a typical edge
constexpr int kSlack = 3;              // pixels by which a plot area's side may be off
constexpr double kPreferEqual = 0.75;  // equal cells are likelier than others that explain as much

/// How well edges explain where the lines change.
struct Fit {
  std::vector<double> edges;  ///< with the two ends
  double score = 0;           ///< share explained beyond chance, times the share of edges seen
};

/// The share of the changes that so many edges would explain by chance: half pixels that count, of
/// all.
double chance_of(double inner, double half, double length) {
  return std::min(inner * (4 * half + 1) / (2 * length), 1.0);
}

/// Scores inner edges; NaN-free. `half`: pixels to either side in which a change counts.
double score_of(const std::vector<double>& edges, const ChangeSums& mass, double length,
                double half, double lines) {
  const std::size_t inner = edges.size() - 2;
  std::vector<double> at;
  at.reserve(inner);
  for (std::size_t k = 1; k <= inner; ++k) at.push_back(mass.at(edges[k], half));
  const double explained = std::accumulate(at.begin(), at.end(), 0.0) / mass.total();
  const double chance = chance_of(static_cast<double>(inner), half, length);
  constexpr double kTypical = 0.8;  // quantile: a few edges lie between equal cells
  auto sorted = at;
  const auto typical =
      sorted.begin() + static_cast<std::ptrdiff_t>(kTypical * static_cast<double>(inner - 1));
  std::ranges::nth_element(sorted, typical);
  if (chance >= 1 || *typical < kLeastShare * lines) return 0;
  const auto seen = std::ranges::count_if(at, [&](double m) { return m >= kWeak * *typical; });
  const double share = static_cast<double>(seen) / static_cast<double>(inner);
  const double beyond = (explained - chance) / (1 - chance);
  return beyond >= kExplained && share >= kSeen ? beyond * share : 0;
}

/// Pixels to either side in which a change belongs to an edge of cells so long.
double reach_of(double cell) { return std::clamp(0.15 * cell, 0.5, 1.5); }

/// Equal edges through the middles of the changes at each, by least squares.
std::vector<double> through_changes(const std::vector<double>& edges,
                                    const ChangeProfile& profile) {
  const double cell = edges[1] - edges[0], half = reach_of(cell);
  // Weighted sums for a line: place = a + b k.
  double w = 0, wk = 0, wkk = 0, wp = 0, wkp = 0;
  for (std::size_t k = 1; k + 1 < edges.size(); ++k)
    for (auto i = std::max(0L, std::lround(2 * (edges[k] - half)));
         i <= std::lround(2 * (edges[k] + half)); ++i) {
      if (static_cast<std::size_t>(i) >= profile.changes.size()) break;
      const double m = profile.changes[static_cast<std::size_t>(i)];
      const double place = static_cast<double>(i) / 2, n = static_cast<double>(k);
      w += m, wk += m * n, wkk += m * n * n, wp += m * place, wkp += m * n * place;
    }
  const double determinant = w * wkk - wk * wk;
  if (!(determinant > 1e-9 * w * wkk)) return edges;
  const double step = (w * wkp - wk * wp) / determinant, first = (wp - step * wk) / w;
  const auto cells = static_cast<int>(edges.size()) - 1;
  return even_edges(first, first + step * cells, cells);
}

/// `first`, `last`: where data begins and ends; the cells' ends lie up to kSlack pixels off.
Fit best_even(const ChangeProfile& profile, const ChangeSums& mass, int first, int last,
              double lines) {
  const double length = profile.length;
  Fit best;
  for (int a = first - kSlack; a <= first + kSlack; ++a)
    for (int b = last - kSlack; b <= last + kSlack; ++b)
      for (int n = kFewestCells; n * kLeastPixels <= b - a; ++n) {
        const double cell = static_cast<double>(b - a) / n;
        const double half = reach_of(cell), chance = chance_of(n - 1, half, length);
        // Before the edges are made: whether enough lies near them, which it seldom does.
        constexpr double kRounding = 1e-9;
        const double enough = kExplained + (1 - kExplained) * chance - kRounding;
        if (chance >= 1 || !mass.mostly_near(a + cell, cell, n - 1, half, enough)) continue;
        auto edges = even_edges(a, b, n);
        const double score = score_of(edges, mass, length, half, lines);
        // Of equally good ones that whose ends are the nearest to what was seen.
        const double off = 1e-4 * (std::abs(a - first) + std::abs(b - last));
        if (score > 0 && score - off > best.score) best = {std::move(edges), score - off};
      }
  if (best.score <= 0 || best.edges.size() < 4) return best;
  auto refined = through_changes(best.edges, profile);
  const double score = score_of(refined, mass, length, reach_of(refined[1] - refined[0]), lines);
  if (score >= best.score - 1e-2) best = {std::move(refined), score};
  return best;
}

/// Lines between cells have two edges each. Where there are nearly as many narrow cells as wide
/// ones the narrow ones are lines, and cells meet at their middles.
void join_lines(std::vector<double>& edges) {
  std::vector<double> lengths;
  for (std::size_t i = 1; i < edges.size(); ++i) lengths.push_back(edges[i] - edges[i - 1]);
  const double widest = *std::ranges::max_element(lengths);
  constexpr double kNarrow = 0.3;  // of the widest cell
  const auto narrow = [&](double length) {
    return length <= kThinGap && length <= kNarrow * widest;
  };
  const auto count = std::ranges::count_if(lengths, narrow);
  if (4 * count < static_cast<std::ptrdiff_t>(lengths.size())) return;
  std::vector<double> joined{edges.front()};
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (i + 1 < edges.size() && narrow(edges[i + 1] - edges[i])) {
      joined.push_back((edges[i] + edges[i + 1]) / 2);
      ++i;
    } else {
      joined.push_back(edges[i]);
    }
  }
  edges = std::move(joined);
}

/// The even edges that lie within a pixel and a half of these, if there are such.
std::optional<std::vector<double>> nearly_even(const std::vector<double>& edges) {
  constexpr double kOff = 1.5;
  const auto even = even_edges(edges.front(), edges.back(), static_cast<int>(edges.size()) - 1);
  for (std::size_t i = 0; i < edges.size(); ++i)
    if (std::abs(even[i] - edges[i]) > kOff) return std::nullopt;
  return even;
}

/// The peaks of the profile, strongest first, until what is left is weak beside them.
Fit by_peaks(const ChangeProfile& profile, const ChangeSums& mass, int first, int last,
             double lines) {
  constexpr double kHalf = 1;             // pixel
  constexpr double kUnequalShare = 0.15;  // of the lines; no other edges vouch for a weak one
  std::vector<std::pair<double, double>> places;  // mass, place
  for (std::size_t i = 0; i < profile.changes.size(); ++i) {
    const double place = static_cast<double>(i) / 2;
    if (place > first + kLeastPixels && place < last - kLeastPixels && profile.changes[i] > 0)
      places.emplace_back(mass.at(place, kHalf), place);
  }
  std::ranges::stable_sort(places, std::greater{}, &std::pair<double, double>::first);
  std::vector<double> edges{static_cast<double>(first), static_cast<double>(last)};
  for (const auto& [weight, place] : places) {
    if (weight < kWeak * places.front().first || weight < kUnequalShare * lines) break;
    if (std::ranges::none_of(
            edges, [place = place](double e) { return std::abs(e - place) <= 2 * kHalf + 0.5; }))
      edges.push_back(place);
  }
  std::ranges::sort(edges);
  // Many edges explain anything.
  constexpr double kLeastMean = 8;  // pixels of a cell
  if (last - first < kLeastMean * static_cast<double>(edges.size() - 1)) return {};
  if (static_cast<int>(edges.size()) < kFewestCells + 1) return {};
  const double score = score_of(edges, mass, profile.length, kHalf, lines);
  join_lines(edges);
  if (static_cast<int>(edges.size()) < kFewestCells + 1) return {};
  return {std::move(edges), score};
}

/// A side's cells and how well they explain where its lines change.
struct FoundSide {
  GridSide side;
  double score = 0;
};

/// Data begins before the first cell or ends behind the last, and the cell there, of which at most
/// kSlack pixels are hidden by the plot's frame, is missing.
void add_end_cells(std::vector<double>& edges, double first, double last) {
  const double cell = edges[1] - edges[0];
  const auto lacks = [cell](double shown) { return shown > 0.5 && cell - shown <= kSlack; };
  if (lacks(edges.front() - first)) edges.insert(edges.begin(), edges.front() - cell);
  if (lacks(last - edges.back())) edges.push_back(edges.back() + cell);
}

std::optional<FoundSide> find_side(const std::vector<FieldLine>& lines, double tolerance,
                                   int least) {
  ChangeProfile profile(lines.front().length);
  for (const FieldLine& line : lines) count_changes(line, tolerance, least, profile);
  join_across_gaps(profile);
  const double most = *std::ranges::max_element(profile.data);
  if (!(most > 0) || profile.held < kHeld * profile.pixels) return std::nullopt;
  const auto has_data = [&](double n) { return !is_blank(n, most); };
  const auto first =
      static_cast<int>(std::ranges::find_if(profile.data, has_data) - profile.data.begin());
  const int last =
      static_cast<int>(std::find_if(profile.data.rbegin(), profile.data.rend(), has_data).base() -
                       profile.data.begin());
  const ChangeSums mass(profile);
  if (!(mass.total() > 0)) return std::nullopt;
  const auto count = static_cast<double>(lines.size());
  Fit even = best_even(profile, mass, first, last, count);
  Fit other = by_peaks(profile, mass, first, last, count);
  if (even.score <= 0 && other.score <= 0) return std::nullopt;
  if (even.score <= 0)
    if (auto edges = nearly_even(other.edges)) even = {*std::move(edges), other.score};
  const bool regular = even.score > 0 && even.score >= kPreferEqual * other.score;
  GridSide side{std::move(regular ? even.edges : other.edges), regular};
  if (regular) add_end_cells(side.edges, first, last);
  // An end is known to half a pixel, the rounding of what is drawn on whole pixels, and less well
  // from few edges.
  const double rounding = 0.5 + 2.0 / side.cells();
  if (regular && std::abs(side.edges.front()) <= rounding &&
      std::abs(side.edges.back() - profile.length) <= rounding)
    side.edges = even_edges(0, profile.length, side.cells());
  return FoundSide{std::move(side), regular ? even.score : kPreferEqual * other.score};
}

/// How far the values of three quarters of the pixels lie from the median of their cell.
double spread_within(std::span<const float> t, int width, int height, const Grid& grid) {
  const auto pixel = [](double edge, int length) {
    return std::clamp(static_cast<int>(std::lround(edge)), 0, length);
  };
  std::vector<float> off, cell;
  for (std::size_t j = 0; j + 1 < grid.y.edges.size(); ++j)
    for (std::size_t i = 0; i + 1 < grid.x.edges.size(); ++i) {
      cell.clear();
      for (int y = pixel(grid.y.edges[j], height); y < pixel(grid.y.edges[j + 1], height); ++y)
        for (int x = pixel(grid.x.edges[i], width); x < pixel(grid.x.edges[i + 1], width); ++x)
          if (const float v = t[static_cast<std::size_t>(y) * width + x]; !std::isnan(v))
            cell.push_back(v);
      if (cell.empty()) continue;
      const float middle = median(cell);
      for (const float v : cell) off.push_back(std::abs(v - middle));
    }
  if (off.empty()) return 0;
  const auto third = off.begin() + static_cast<std::ptrdiff_t>(off.size() * 3 / 4);
  std::nth_element(off.begin(), third, off.end());
  return *third;
}

/// The same in the column or row of cells that is worst: an edge that was missed joins two of them.
double spread_in_worst(std::span<const float> t, int width, int height, const Grid& grid) {
  double worst = 0;
  for (const bool columns : {true, false}) {
    const std::vector<double>& edges = columns ? grid.x.edges : grid.y.edges;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      Grid strip = grid;
      (columns ? strip.x : strip.y).edges = {edges[i], edges[i + 1]};
      worst = std::max(worst, spread_within(t, width, height, strip));
    }
  }
  return worst;
}

}  // namespace

std::optional<Grid> find_grid(std::span<const float> t, int width, int height) {
  std::vector<FieldLine> rows, columns;
  for (int y = 0; y < height; ++y)
    rows.push_back({t.data() + static_cast<std::ptrdiff_t>(y) * width, 1, width});
  for (int x = 0; x < width; ++x) columns.push_back({t.data() + x, width, height});
  if (rows.empty() || columns.empty()) return std::nullopt;
  const double noise = std::max(noise_of(rows.data(), height), noise_of(columns.data(), width));
  // Values that are held for three pixels are no letters; smaller cells have to do with less. What
  // rings beside edges is a multiple of the noise that is seen only when it is tried.
  constexpr double kEnough = 0.95;
  const double spread = spread_within(t, width, height, even_grid(width, height, 1, 1));
  std::optional<Grid> best;
  double score = 0;
  for (const int least : {3, 1}) {
    for (const double times : {1, 3, 9, 27}) {
      const double tolerance = times * std::max(kLeastStep, kNoise * noise);
      auto x = find_side(rows, tolerance, least);
      auto y = x ? find_side(columns, tolerance, least) : std::nullopt;
      if (!x || !y || std::min(x->score, y->score) <= score) continue;
      Grid grid{std::move(x->side), std::move(y->side), true};
      // Equal cells vouch for each other; of unequal ones each has to be flat.
      const bool equal = grid.x.regular && grid.y.regular;
      const double within =
          equal ? spread_within(t, width, height, grid) : spread_in_worst(t, width, height, grid);
      if (within > kFlatCells * spread) continue;
      score = std::min(x->score, y->score);
      best = std::move(grid);
      if (score >= kEnough) return best;
    }
    if (best) return best;
  }
  return std::nullopt;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/blind_locus.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/image/unit_color.hpp"
#include "core/locus/principal_curve.hpp"
#include "core/locus/touch_order.hpp"
#include "core/lookup/inverse_lookup.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

using Eigen::Index;

constexpr std::size_t kMaxCells = 1500;
// Of the work, where its steps end; the last one is the curve.
constexpr double kCounted = 0.6, kOrdered = 0.8;

// What is no pseudocolour picture. Measured on pictures of fields and on photographs: fields
// have a spread of at most 0.018 of the curve's length (colors of a steep map interpolated),
// photographs from 0.020 to 0.044; the mean step of t between touching quiet pixels is at most 0.02
// in smooth fields and above 0.1 where the order is wrong.
constexpr double kMinSpread = 0.03;
constexpr double kMaxSpreadPerLength = 0.019;
constexpr double kMaxTouchStep = 0.07;
constexpr double kMaxOffCurve = 0.5;
// A curve that fills a photograph's cloud of colors has a small spread for its length, but also
// winds so much that neighboring pixels lie on different windings. Compressed fields reach a
// product of 0.0005, photographs begin at 0.0009.
constexpr double kMaxSpreadTimesStep = 7.5e-4;
// Through a photograph of many colors the curve wanders all over the cube. The longest continuous
// map in use is gist_ncar with 8.2 edges of the cube.
constexpr double kMaxLength = 9;

/// Number of touching pairs of any two cells.
class TouchCounts {
 public:
  explicit TouchCounts(const std::vector<Touch>& touches) : touches_(touches) {}
  double operator()(std::uint32_t a, std::uint32_t b) const {
    const std::pair key{std::min(a, b), std::max(a, b)};
    const auto at =
        std::lower_bound(touches_.begin(), touches_.end(), key, [](const Touch& t, const auto& k) {
          return std::pair{t.first, t.second} < k;
        });
    return at != touches_.end() && std::pair{at->first, at->second} == key ? at->pairs : 0;
  }

 private:
  const std::vector<Touch>& touches_;  // sorted
};

/// Reverses short runs of the order while that makes the path through the colors shorter. Entries
/// that occur in a few pixels only, at the ends, touch too little to be ordered by touch alone;
/// where the number of touches says otherwise (the steps of a stepped map), the order stays.
void shorten_path(const Colors& colors, const TouchCounts& touching,
                  std::vector<std::uint32_t>& order) {
  constexpr std::size_t kLongestRun = 4;
  constexpr double kChance = 3;  // standard deviations of a difference of two counts
  const std::size_t n = order.size();
  // What a path gains in length and in touches, over the links at both ends of the run [i, j].
  const auto links = [&](std::size_t i, std::size_t j, std::uint32_t first, std::uint32_t last) {
    std::pair<double, double> sum{0, 0};
    const auto add = [&](std::uint32_t a, std::uint32_t b) {
      sum.first += (colors.row(a) - colors.row(b)).norm();
      sum.second += touching(a, b);
    };
    if (i > 0) add(order[i - 1], first);
    if (j + 1 < n) add(last, order[j + 1]);
    return sum;
  };
  bool better = true;
  for (int round = 0; better && round < 20; ++round) {
    better = false;
    for (std::size_t i = 0; i + 1 < n; ++i)
      for (std::size_t j = i + 1; j < std::min(n, i + kLongestRun); ++j) {
        const auto before = links(i, j, order[i], order[j]);
        const auto after = links(i, j, order[j], order[i]);
        if (after.first >= before.first - 1e-9) continue;
        if (before.second - after.second > kChance * std::sqrt(before.second + after.second))
          continue;
        std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                     order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        better = true;
      }
  }
}

/// Nodes of a finite palette in order: equal steps of index are equal steps of t.
Locus palette_locus(const Colors& colors, const std::vector<std::uint32_t>& order) {
  Locus locus;
  locus.palette = true;
  const auto n = static_cast<Index>(order.size());
  locus.colors.resize(n, 3);
  for (Index k = 0; k < n; ++k)
    locus.colors.row(k) = colors.row(order[static_cast<std::size_t>(k)]);
  // The middles of n cells, as a table that paints n cells has them.
  const double half = 0.5 / static_cast<double>(n);
  locus.t = Eigen::VectorXd::LinSpaced(n, half, 1.0 - half);
  return locus;
}

void turn_to_black(Locus& locus, Eigen::VectorXd& cell_t) {
  const Index last = locus.colors.rows() - 1;
  if (locus.colors.row(0).norm() <= locus.colors.row(last).norm()) return;
  locus.colors = locus.colors.colwise().reverse().eval();
  locus.t = (1.0 - locus.t.reverse().array()).eval();
  cell_t = 1.0 - cell_t.array();
}

/// True where the color lies between background and the curve: a blurred border of the field.
bool is_mixture(const Eigen::RowVector3d& color, const Locus& locus,
                const std::vector<Background>& background, double tolerance) {
  for (const Background& b : background) {
    const Eigen::RowVector3d from = unit_color(b.code);
    for (Index k = 0; k < locus.colors.rows(); k += 4) {
      const Eigen::RowVector3d d = locus.colors.row(k) - from;
      const double f =
          std::clamp((color - from).dot(d) / std::max(d.squaredNorm(), 1e-12), 0.0, 1.0);
      if ((color - from - f * d).norm() < tolerance) return true;
    }
  }
  return false;
}

/// Colors of flat areas, off the curve: no data that was not told from it by its surroundings.
std::vector<bool> flat_off_curve(const PictureSample& sample, const ColorHistogram& histogram,
                                 const Codebook& book, const std::vector<double>& distance,
                                 double clear_distance) {
  constexpr double kFlatArea = 0.005;     // of the sample's pixels
  constexpr std::size_t kMostColors = 2;  // more are steps that the order has missed
  const std::vector<std::uint32_t> flat = counts_within(sample, histogram, 0);
  const std::size_t all = sample.visible_pixels();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < flat.size(); ++i)
    if (flat[i] > kFlatArea * static_cast<double>(all) && book.cell_of[i] != kNoCell &&
        distance[book.cell_of[i]] > clear_distance)
      found.push_back(i);
  std::vector<bool> off(histogram.size(), false);
  if (found.size() > kMostColors) return off;
  for (const std::size_t color : found) off[color] = true;
  return off;
}

/// 90th percentile of the cells' distances over the quietest quarter of the lively pixels: where
/// neighboring pixels hardly differ, compression and interpolation do little harm, and a color
/// off the curve is off it by nature.
double quiet_spread(const PictureSample& sample, const ColorHistogram& histogram,
                    const Codebook& book, const std::vector<double>& distance,
                    const std::vector<bool>& no_data) {
  std::array<std::size_t, 256> lively{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) ++lively[band.activity[i]];
  const std::size_t total =
      std::accumulate(lively.begin() + 1, lively.begin() + 255, std::size_t{0});
  int limit = 1;
  for (std::size_t sum = lively[1]; limit < 254 && 4 * sum < total; sum += lively[limit]) ++limit;
  std::vector<std::pair<double, std::size_t>> found(book.size());
  for (std::size_t k = 0; k < book.size(); ++k) found[k] = {distance[k], 0};
  std::size_t all = 0;
  const std::vector<std::uint32_t> pixels = counts_within(sample, histogram, limit);
  for (std::size_t color = 0; color < pixels.size(); ++color) {
    const std::uint32_t cell = book.cell_of[color];
    if (cell == kNoCell || no_data[color]) continue;
    found[cell].second += pixels[color];
    all += pixels[color];
  }
  std::sort(found.begin(), found.end());
  std::size_t sum = 0;
  for (const auto& [d, n] : found)
    if (10 * (sum += n) >= 9 * all) return d;
  return 0;
}

/// How well the curve stands for the picture; see LocusEvidence.
LocusEvidence examine(const BlindLocus& blind, const PictureSample& sample,
                      const ColorHistogram& histogram, const std::vector<std::uint32_t>& counts,
                      const std::vector<Touch>& touches) {
  const Codebook& book = blind.codebook;
  const InverseLookup lookup(blind.locus);
  std::vector<double> pixels(book.size(), 0.0), distance(book.size()), t(book.size());
  LocusEvidence e;
  e.clear_distance = std::clamp(6 * blind.locus.noise, 0.03, 0.25);
  for (std::size_t k = 0; k < book.size(); ++k) {
    const Lookup found = lookup.find(book.colors.row(static_cast<Index>(k)));
    distance[k] = found.distance;
    t[k] = found.t;
  }
  const auto no_data = flat_off_curve(sample, histogram, book, distance, e.clear_distance);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (book.cell_of[i] != kNoCell && !no_data[i]) pixels[book.cell_of[i]] += counts[i];
  double off = 0, all = 0;
  for (std::size_t k = 0; k < book.size(); ++k) {
    const Eigen::RowVector3d color = book.colors.row(static_cast<Index>(k));
    all += pixels[k];
    if (distance[k] > e.clear_distance &&
        !is_mixture(color, blind.locus, blind.background, e.clear_distance))
      off += pixels[k];
  }
  e.off_curve = all > 0 ? off / all : 0;
  std::vector<bool> far(histogram.size(), false);
  for (std::size_t i = 0; i < far.size(); ++i)
    far[i] = book.cell_of[i] != kNoCell && distance[book.cell_of[i]] > e.clear_distance;
  e.gradual = gradual_share(sample, histogram, far);
  double weight = 0, moved = 0;
  for (const Touch& touch : touches) {
    weight += touch.weight[0];
    moved += touch.weight[0] * std::abs(t[touch.first] - t[touch.second]);
  }
  e.touch_step = weight > 0 ? moved / weight : 0;
  e.quiet_spread = quiet_spread(sample, histogram, book, distance, no_data);
  const Eigen::VectorXd s = arc_length(blind.locus.colors);
  e.length = s[s.size() - 1];
  return e;
}

/// The curve of a finite palette: its entries in their order.
void through_palette(BlindLocus& blind, const TouchOrder& order,
                     const std::vector<Touch>& touches) {
  std::vector<std::uint32_t> rank(order.cells.size());
  std::iota(rank.begin(), rank.end(), 0U);
  std::stable_sort(rank.begin(), rank.end(), [&](std::uint32_t a, std::uint32_t b) {
    return order.position[a] < order.position[b];
  });
  std::vector<std::uint32_t> cells;
  for (const std::uint32_t r : rank) cells.push_back(order.cells[r]);
  shorten_path(blind.codebook.colors, TouchCounts(touches), cells);
  blind.locus = palette_locus(blind.codebook.colors, cells);
  for (std::size_t k = 0; k < cells.size(); ++k)
    blind.cell_t[cells[k]] = blind.locus.t[static_cast<Index>(k)];
}

/// The curve of a continuum of colors: fitted to the cells, which follow their order.
void through_continuum(BlindLocus& blind, const TouchOrder& order) {
  const Codebook& book = blind.codebook;
  Colors points(static_cast<Index>(order.cells.size()), 3);
  Eigen::VectorXd weights(points.rows());
  for (Index i = 0; i < points.rows(); ++i) {
    const std::uint32_t cell = order.cells[static_cast<std::size_t>(i)];
    points.row(i) = book.colors.row(cell);
    weights[i] = std::sqrt(std::max(book.weights[cell], 0.1));
  }
  blind.locus = fit_principal_curve(points, weights, order.position);
}

/// True where quiet neighbors are as unlike as any two pixels that touch: noise, which has no
/// order. That is Geary's contiguity ratio (Geary 1954), of colors instead of numbers and over
/// pairs of different cells alone: 1 where places do not matter, near 0 in a field.
bool neighbors_are_strangers(const Colors& colors, const std::vector<Touch>& touches) {
  constexpr double kStrangers = 0.9;
  double weight = 0, apart = 0, squares = 0;
  Eigen::RowVector3d sum = Eigen::RowVector3d::Zero();
  for (const Touch& t : touches) {
    const double w = t.weight[0];
    const Eigen::RowVector3d a = colors.row(t.first), b = colors.row(t.second);
    weight += 2 * w;
    apart += w * (a - b).squaredNorm();
    sum += w * (a + b);
    squares += w * (a.squaredNorm() + b.squaredNorm());
  }
  if (weight <= 0) return false;
  const double variance = squares / weight - (sum / weight).squaredNorm();
  return apart / weight > kStrangers * variance;
}

/// False where the colors do not lie along a curve that the picture follows.
bool follows_curve(const LocusEvidence& e, bool palette, std::size_t ordered) {
  const std::size_t levels = palette ? ordered : 256;
  const double step = std::max(kMaxTouchStep, 2.5 / static_cast<double>(levels));
  if (!palette && e.length > kMaxLength) return false;
  if (!palette && e.quiet_spread * e.touch_step > kMaxSpreadTimesStep) return false;
  if (e.quiet_spread > kMinSpread && e.quiet_spread > kMaxSpreadPerLength * e.length) return false;
  return e.touch_step <= step && e.off_curve <= kMaxOffCurve;
}

}  // namespace

Result<BlindLocus> recover_locus(PictureSample sample, const ColorHistogram& histogram,
                                 const Context& context) {
  if (histogram.size() == 1) return fail(Reason::OneColor);
  BlindLocus blind;
  blind.background = find_background(sample);
  remove_background(sample, blind.background);
  const QuietScale scale(sample);
  auto quiet = quiet_counts(sample, scale, histogram, context.threads);
  const auto calm = calm_counts(sample, histogram, context.threads);
  const auto counts = sample_counts(sample, histogram, context.threads);
  const bool inked = keep_palette_entries(histogram, calm, quiet);
  blind.codebook = make_codebook(histogram, quiet, counts, kMaxCells);
  const Codebook& book = blind.codebook;
  if (inked) {
    blind.calm = Eigen::VectorXd::Zero(static_cast<Index>(book.size()));
    for (std::size_t i = 0; i < calm.size(); ++i)
      if (book.cell_of[i] != kNoCell) blind.calm[book.cell_of[i]] += calm[i];
  }
  if (book.size() < 2) return fail(Reason::TooFewColors);
  const auto touches = touching_cells(sample, scale, histogram, book.cell_of, context.threads);
  if (!context.progress(Stage::Ordering, kCounted)) return fail(Reason::Canceled);
  if (!book.palette && !inked && neighbors_are_strangers(book.colors, touches)) {
    blind.follows_curve = false;
    return blind;
  }
  UNWEAVE_TRY(const TouchOrder order, order_cells(book, touches));
  // Two colors have no order.
  if (order.cells.size() < 3) return fail(Reason::TooFewColors);
  if (!context.progress(Stage::Ordering, kOrdered)) return fail(Reason::Canceled);

  blind.cell_t = Eigen::VectorXd::Constant(static_cast<Index>(book.size()),
                                           std::numeric_limits<double>::quiet_NaN());
  book.palette ? through_palette(blind, order, touches) : through_continuum(blind, order);
  turn_to_black(blind.locus, blind.cell_t);
  blind.evidence = examine(blind, sample, histogram, counts, touches);
  blind.follows_curve = follows_curve(blind.evidence, book.palette, order.cells.size());
  return blind;
}

}  // namespace unweave

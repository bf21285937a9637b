// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/blind_locus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/locus/principal_curve.hpp"
#include "core/locus/touch_order.hpp"
#include "core/lookup/inverse_lookup.hpp"

namespace unweave {

namespace {

using Eigen::Index;

constexpr std::size_t kSamplePixels = std::size_t{1} << 22;
constexpr std::size_t kMaxCells = 1500;

/// Nodes of a finite palette in order: equal steps of index are equal steps of t. An entry that
/// never occurs shows as a step about twice as long as those around it.
Locus palette_locus(const Colors& colors, const std::vector<std::uint32_t>& order) {
  Locus locus;
  locus.palette = true;
  const auto n = static_cast<Index>(order.size());
  locus.colors.resize(n, 3);
  locus.t.resize(n);
  for (Index k = 0; k < n; ++k)
    locus.colors.row(k) = colors.row(order[static_cast<std::size_t>(k)]);
  for (Index k = 0; k < n; ++k) locus.t[k] = static_cast<double>(k) / static_cast<double>(n - 1);
  return locus;
}

void turn_to_black(Locus& locus, Eigen::VectorXd& cell_t) {
  const Index last = locus.colors.rows() - 1;
  if (locus.colors.row(0).norm() <= locus.colors.row(last).norm()) return;
  locus.colors = locus.colors.colwise().reverse().eval();
  locus.t = (1.0 - locus.t.reverse().array()).eval();
  cell_t = 1.0 - cell_t.array();
}

/// True where the colour lies between background and the curve: a blurred border of the field.
bool is_mixture(const Eigen::RowVector3d& color, const Locus& locus,
                const std::vector<Background>& background, double tolerance) {
  for (const Background& b : background) {
    const Eigen::RowVector3d from(red(b.code) / 255.0, green(b.code) / 255.0, blue(b.code) / 255.0);
    for (Index k = 0; k < locus.colors.rows(); k += 4) {
      const Eigen::RowVector3d d = locus.colors.row(k) - from;
      const double f =
          std::clamp((color - from).dot(d) / std::max(d.squaredNorm(), 1e-12), 0.0, 1.0);
      if ((color - from - f * d).norm() < tolerance) return true;
    }
  }
  return false;
}

/// Share of the sample's pixels whose cell is farther from the curve than it may be.
double off_curve_share(const Codebook& book, const std::vector<std::uint32_t>& counts,
                       const BlindLocus& blind) {
  const InverseLookup lookup(blind.locus);
  std::vector<double> pixels(book.size(), 0.0);
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (book.cell_of[i] != kNoCell) pixels[book.cell_of[i]] += counts[i];
  double off = 0, all = 0;
  for (std::size_t k = 0; k < book.size(); ++k) {
    all += pixels[k];
    const Eigen::RowVector3d color = book.colors.row(static_cast<Index>(k));
    if (lookup.find(color).distance > blind.clear_distance &&
        !is_mixture(color, blind.locus, blind.background, blind.clear_distance))
      off += pixels[k];
  }
  return all > 0 ? off / all : 0;
}

}  // namespace

Result<BlindLocus> recover_locus(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, Context& context) {
  if (histogram.size() == 1) return fail(Reason::OneColor);
  auto sample = PictureSample::take(source, area, kSamplePixels, context);
  if (!sample) return tl::make_unexpected(sample.error());
  BlindLocus blind;
  blind.background = find_background(*sample);
  remove_background(*sample, blind.background);
  const QuietScale scale(*sample);
  blind.codebook = make_codebook(histogram, quiet_counts(*sample, scale, histogram),
                                 sample_counts(*sample, histogram), kMaxCells);
  const Codebook& book = blind.codebook;
  if (book.size() < 2) return fail(Reason::TooFewColors);
  const auto touches = touching_cells(*sample, scale, histogram, book.cell_of);
  if (!context.progress(Stage::Ordering, 0.4)) return fail(Reason::Cancelled);
  const TouchOrder order = order_cells(book, touches);
  if (order.cells.size() < 2) return fail(Reason::TooFewColors);
  if (!context.progress(Stage::Ordering, 0.5)) return fail(Reason::Cancelled);

  blind.cell_t = Eigen::VectorXd::Constant(static_cast<Index>(book.size()),
                                           std::numeric_limits<double>::quiet_NaN());
  if (book.palette) {
    std::vector<std::uint32_t> rank(order.cells.size());
    std::iota(rank.begin(), rank.end(), 0U);
    std::stable_sort(rank.begin(), rank.end(), [&](std::uint32_t a, std::uint32_t b) {
      return order.position[a] < order.position[b];
    });
    std::vector<std::uint32_t> cells;
    for (const std::uint32_t r : rank) cells.push_back(order.cells[r]);
    blind.locus = palette_locus(book.colors, cells);
    for (std::size_t k = 0; k < cells.size(); ++k)
      blind.cell_t[cells[k]] = blind.locus.t[static_cast<Index>(k)];
  } else {
    Colors points(static_cast<Index>(order.cells.size()), 3);
    Eigen::VectorXd weights(points.rows());
    for (Index i = 0; i < points.rows(); ++i) {
      const std::uint32_t cell = order.cells[static_cast<std::size_t>(i)];
      points.row(i) = book.colors.row(cell);
      weights[i] = std::sqrt(std::max(book.weights[cell], 0.1));
    }
    blind.locus = fit_principal_curve(points, weights, order.position);
  }
  turn_to_black(blind.locus, blind.cell_t);
  blind.clear_distance = std::clamp(6 * blind.locus.noise, 0.03, 0.25);
  blind.off_curve = off_curve_share(book, sample_counts(*sample, histogram), blind);
  return blind;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/blind_locus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/locus/principal_curve.hpp"
#include "core/locus/seriation.hpp"

namespace unweave {

namespace {

using Eigen::Index;

constexpr std::size_t kSamplePixels = std::size_t{1} << 22;
constexpr std::size_t kMaxCells = 1500;

/// The cells of the heaviest component of the graph, renumbered, with its edges.
struct MainComponent {
  std::vector<std::uint32_t> cells;
  std::vector<TouchEdge> edges;
};

MainComponent main_component(const Codebook& book, const std::vector<TouchEdge>& edges) {
  const auto component = components(book.size(), edges);
  std::vector<double> weight(book.size(), 0.0);
  for (std::size_t k = 0; k < book.size(); ++k)
    // The root counts many colours more than many pixels: a flat area is not a colormap.
    weight[component[k]] += std::sqrt(book.weights[static_cast<Index>(k)]);
  const auto best =
      static_cast<std::uint32_t>(std::max_element(weight.begin(), weight.end()) - weight.begin());
  MainComponent main;
  std::vector<std::uint32_t> number(book.size(), kNoCell);
  for (std::uint32_t k = 0; k < book.size(); ++k) {
    if (component[k] != best) continue;
    number[k] = static_cast<std::uint32_t>(main.cells.size());
    main.cells.push_back(k);
  }
  for (const TouchEdge& e : edges)
    if (number[e.first] != kNoCell)
      main.edges.push_back({number[e.first], number[e.second], e.weight, e.pairs});
  return main;
}

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
  blind.codebook = make_codebook(histogram, quiet_counts(*sample, scale, histogram), kMaxCells);
  const Codebook& book = blind.codebook;
  if (book.size() < 2) return fail(Reason::TooFewColors);
  const auto edges = touching_cells(*sample, scale, histogram, book.cell_of);
  const MainComponent main = main_component(book, edges);
  if (main.cells.size() < 2) return fail(Reason::TooFewColors);
  if (!context.progress(Stage::Ordering, 0.4)) return fail(Reason::Cancelled);
  const Eigen::VectorXd fiedler = seriate(main.cells.size(), main.edges);
  if (!context.progress(Stage::Ordering, 0.5)) return fail(Reason::Cancelled);

  blind.cell_t = Eigen::VectorXd::Constant(static_cast<Index>(book.size()),
                                           std::numeric_limits<double>::quiet_NaN());
  if (book.palette) {
    std::vector<std::uint32_t> rank(main.cells.size());
    std::iota(rank.begin(), rank.end(), 0U);
    std::stable_sort(rank.begin(), rank.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return fiedler[a] < fiedler[b]; });
    std::vector<std::uint32_t> order;
    for (const std::uint32_t r : rank) order.push_back(main.cells[r]);
    blind.locus = palette_locus(book.colors, order);
    for (std::size_t k = 0; k < order.size(); ++k)
      blind.cell_t[order[k]] = blind.locus.t[static_cast<Index>(k)];
  } else {
    Colors points(static_cast<Index>(main.cells.size()), 3);
    Eigen::VectorXd weights(points.rows());
    for (Index i = 0; i < points.rows(); ++i) {
      const std::uint32_t cell = main.cells[static_cast<std::size_t>(i)];
      points.row(i) = book.colors.row(cell);
      weights[i] = std::sqrt(book.weights[cell]);
    }
    blind.locus = fit_principal_curve(points, weights, fiedler);
  }
  turn_to_black(blind.locus, blind.cell_t);
  return blind;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/marker_mask.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "core/image/components.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kCell = 8;       // levels: compression leaves paper within
constexpr int kLineCell = 16;  // levels: the same of a line

/// The length of the drawn run across `axis` that each pixel lies in.
Plane<int> breadths(const BytePlane& drawn, AxisView axis) {
  Plane<int> out(drawn.width, drawn.height, 0);
  const Rect whole{0, 0, drawn.width, drawn.height};
  const int lines = axis.length(whole), breadth = axis.breadth(whole);
  for (int along = 0; along < lines; ++along)
    for (int first = 0; first < breadth;) {
      int last = first;
      while (last < breadth && drawn.at(axis.x(along, last), axis.y(along, last))) ++last;
      for (int i = first; i < last; ++i) out.at(axis.x(along, i), axis.y(along, i)) = last - first;
      first = std::max(last, first + 1);
    }
  return out;
}

/// The color that most of the pixels have, nearly.
Rgb8 usual_color(const std::vector<Rgb8>& colors) {
  std::vector<std::pair<std::size_t, std::size_t>> cells;
  for (std::size_t i = 0; i < colors.size(); ++i)
    cells.emplace_back(color_cell<kLineCell>(colors[i].data()), i);
  std::ranges::sort(cells);
  std::size_t best = 0, most = 0;
  for (std::size_t first = 0; first < cells.size();) {
    std::size_t last = first;
    while (last < cells.size() && cells[last].first == cells[first].first) ++last;
    if (last - first > most) std::tie(most, best) = std::pair(last - first, first);
    first = last;
  }
  std::vector<Rgb8> alike;
  for (std::size_t i = best; i < best + most; ++i) alike.push_back(colors[cells[i].second]);
  return median_color(alike);
}

/// A thin line of one color, with gaps or without.
struct ThinLine {
  int across;
  std::vector<int> places;  ///< along it, rising
};

/// The lines along `axis`; gaps are where something else is drawn, or where they are dotted.
std::vector<ThinLine> thin_lines(const Raster& raster, const BytePlane& drawn, AxisView axis,
                                 const ColorMetric& metric, const MarkerOptions& options) {
  const int thin = options.thin + 2 * metric.compression.edge_pixels();
  const Plane<int> breadth = breadths(drawn, axis);
  const Rect whole = raster.bounds();
  const int length = axis.length(whole);
  std::vector<ThinLine> lines;
  for (int across = 0; across < axis.breadth(whole); ++across) {
    std::vector<Rgb8> colors;
    std::vector<int> places;
    for (int along = 0; along < length; ++along) {
      const int wide = breadth.at(axis.x(along, across), axis.y(along, across));
      if (wide == 0 || wide > thin) continue;
      colors.push_back(raster.color(axis, along, across));
      places.push_back(along);
    }
    const double enough = options.dotted * length;
    if (static_cast<double>(colors.size()) < enough) continue;
    const Rgb8 usual = usual_color(colors);
    ThinLine line{across, {}};
    for (std::size_t i = 0; i < places.size(); ++i)
      if (metric(usual, colors[i]) <= options.line_color) line.places.push_back(places[i]);
    if (static_cast<double>(line.places.size()) >= enough) lines.push_back(std::move(line));
  }
  return lines;
}

/// Takes what is left of lines where two of them cross out of `left`: pieces that lie on them
/// wholly.
void drop_specks(const BytePlane& on_line, const Rect& bounds, BytePlane& left) {
  const Components pieces = label_components(left.values, left.width, bounds);
  const auto each = [&](const Component& c, const auto& use) {
    for (int i = c.first_run; i < c.first_run + c.run_count; ++i) {
      const Run& run = pieces.runs[static_cast<std::size_t>(i)];
      for (int x = run.x0; x < run.x1; ++x) use(x, run.y);
    }
  };
  for (const Component& c : pieces.items) {
    bool wholly = true;
    each(c, [&](int x, int y) { wholly = wholly && on_line.at(x, y); });
    if (wholly) each(c, [&](int x, int y) { left.at(x, y) = 0; });
  }
}

BytePlane all_drawn(const Raster& raster, const Rgb8& paper, const ColorMetric& metric,
                    const MarkerOptions& options) {
  const int near = static_cast<int>(metric.compression.limit(options.near_paper, moved::kBeside));
  BytePlane drawn(raster.width, raster.height, 0);
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x)
      drawn.at(x, y) = metric(paper, raster.at(x, y)) > near ? 1 : 0;
  return drawn;
}

}  // namespace

std::optional<Rgb8> paper_of_plot(const Raster& raster, const MarkerOptions& options) {
  std::vector<std::uint32_t> counts(kColorCells<kCell>, 0);
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x) ++counts[color_cell<kCell>(raster.at(x, y))];
  const auto most = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  if (counts[most] < options.least_paper * static_cast<double>(raster.bounds().area()))
    return std::nullopt;
  std::array<std::vector<std::uint32_t>, 3> levels;
  for (auto& channel : levels) channel.assign(256, 0);
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x) {
      const std::uint8_t* c = raster.at(x, y);
      if (color_cell<kCell>(c) != most) continue;
      for (std::size_t k = 0; k < 3; ++k) ++levels[k][c[k]];
    }
  Rgb8 paper{};
  for (std::size_t k = 0; k < 3; ++k)
    paper[k] = static_cast<std::uint8_t>(std::ranges::max_element(levels[k]) - levels[k].begin());
  return paper;
}

BytePlane drawn_on(const Raster& raster, const Rgb8& paper, const ColorMetric& metric,
                   const MarkerOptions& options) {
  const BytePlane drawn = all_drawn(raster, paper, metric, options);
  BytePlane left = drawn;
  BytePlane on_line(raster.width, raster.height, 0);
  bool any = false;
  for (const AxisView axis : {AxisView{false}, AxisView{true}})
    for (const ThinLine& line : thin_lines(raster, drawn, axis, metric, options)) {
      any = true;
      for (const int along : line.places)
        left.at(axis.x(along, line.across), axis.y(along, line.across)) = 0;
      for (int along = 0; along < axis.length(raster.bounds()); ++along)
        on_line.at(axis.x(along, line.across), axis.y(along, line.across)) = 1;
    }
  if (any) drop_specks(on_line, raster.bounds(), left);
  return left;
}

Rect lined_panel(const Raster& raster, const Rgb8& paper, const ColorMetric& metric,
                 const MarkerOptions& options) {
  const BytePlane drawn = all_drawn(raster, paper, metric, options);
  std::array<int, 4> ends{};  // left, right, top, bottom
  for (const bool vertical : {false, true}) {
    const auto lines = thin_lines(raster, drawn, {vertical}, metric, options);
    if (lines.empty()) return {};
    std::vector<int> first, last;
    for (const ThinLine& line : lines) {
      first.push_back(line.places.front());
      last.push_back(line.places.back() + 1);
    }
    ends[vertical ? 2 : 0] = median(first);
    ends[vertical ? 3 : 1] = median(last);
  }
  return {ends[0], ends[2], ends[1] - ends[0], ends[3] - ends[2]};
}

}  // namespace unweave

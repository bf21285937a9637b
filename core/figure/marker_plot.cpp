// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/marker_plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/figure/marker_mask.hpp"
#include "core/figure/marker_shape.hpp"
#include "core/image/components.hpp"
#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

using MapColors = std::span<const std::array<double, 3>>;

/// How many different places there are along one axis.
std::size_t places(std::vector<double> middles, double reach) {
  std::sort(middles.begin(), middles.end());
  std::size_t count = 0;
  double first = 0;
  for (const double middle : middles) {
    if (count > 0 && middle - first <= reach) continue;
    first = middle;
    ++count;
  }
  return count;
}

/// Cells with gaps between them.
bool on_lattice(const std::vector<WholeMarker>& whole, const MarkerShape& shape,
                const MarkerOptions& o) {
  std::vector<double> x, y;
  for (const WholeMarker& m : whole) {
    x.push_back(m.x);
    y.push_back(m.y);
  }
  const std::size_t lattice =
      places(x, 1 + o.same_place * shape.width) * places(y, 1 + o.same_place * shape.height);
  return static_cast<double>(lattice) <= o.lattice * static_cast<double>(whole.size());
}

/// True if the color is one of the map's.
bool on_map(const std::array<double, 3>& color, MapColors map, const ColorMetric& metric,
            const MarkerOptions& options) {
  const int off = static_cast<int>(metric.compression.added(options.off_map, moved::kBeside));
  const Rgb8 own = rounded_color(color);
  return std::ranges::any_of(map,
                             [&](const auto& c) { return metric(own, rounded_color(c)) <= off; });
}

bool on_map(const MarkerSearch& search, const std::array<double, 3>& color, MapColors map) {
  return on_map(color, map, search.metric, search.options);
}

/// Whether so much of what is drawn are markers that stand alone.
bool stand_alone(const MarkerSearch& search, const std::vector<WholeMarker>& whole,
                 const MarkerShape& shape) {
  const MarkerOptions& o = search.options;
  double drawn = 0, alone = 0, pieces = 0;
  for (const Component& c : search.pieces.items) {
    drawn += static_cast<double>(c.pixels);
    pieces += static_cast<double>(c.pixels) >= shape.pixels / 2;
  }
  for (const WholeMarker& m : whole) alone += static_cast<double>(m.piece->pixels);
  return alone >= o.alone * drawn && static_cast<double>(whole.size()) >= o.alone * pieces;
}

void put_sure(const std::vector<int>& pixels, MarkerPlot& plot) {
  for (const int i : pixels) plot.sure.pixels[static_cast<std::size_t>(i)] = true;
}

/// Markers in pieces that are none alone.
void add_overlapping(const MarkerSearch& search, const std::vector<WholeMarker>& whole,
                     const MarkerShape& shape, MapColors map, MarkerPlot& plot) {
  std::vector<const Component*> known;
  for (const WholeMarker& m : whole) known.push_back(m.piece);
  std::ranges::sort(known);
  for (const Component& c : search.pieces.items) {
    if (std::ranges::binary_search(known, &c)) continue;
    if (static_cast<double>(c.pixels) < search.options.least_shown * shape.pixels) continue;
    for (const FittedMarker& m : fit_markers(search, c, shape)) {
      if (!on_map(search, m.color, map)) continue;
      const bool hidden = m.shown < search.options.whole;
      plot.markers.push_back({m.x + shape.anchor_x, m.y + shape.anchor_y, m.color,
                              static_cast<int>(m.sure.size()), hidden});
      put_sure(m.sure, plot);
    }
  }
}

bool by_place(const Marker& a, const Marker& b) {
  return std::pair(a.y, a.x) < std::pair(b.y, b.x);
}

/// The pieces that are markers by shape and place, whatever their colors; empty: no scatter plot.
std::vector<WholeMarker> markers_alone(const MarkerSearch& search) {
  const auto box = usual_box(search);
  if (!box) return {};
  std::vector<WholeMarker> whole = whole_markers(search, *box);
  if (whole.size() < search.options.fewest) return {};
  const MarkerShape shape = common_shape(search, whole);
  if (!stand_alone(search, whole, shape) || on_lattice(whole, shape, search.options)) return {};
  return whole;
}

std::optional<MarkerPlot> search_markers(const MarkerSearch& search, MapColors map) {
  std::vector<WholeMarker> whole = markers_alone(search);
  const std::size_t all = whole.size();
  std::erase_if(whole, [&](const WholeMarker& m) { return !on_map(search, m.color, map); });
  if (whole.size() < search.options.fewest ||
      static_cast<double>(whole.size()) < search.options.on_map * static_cast<double>(all))
    return std::nullopt;
  const MarkerShape shape = common_shape(search, whole);
  MarkerPlot plot;
  plot.width = shape.width;
  plot.height = shape.height;
  plot.paper = search.paper;
  const Raster& raster = search.raster;
  plot.sure = {raster.origin,
               std::vector<bool>(static_cast<std::size_t>(raster.bounds().area()), false)};
  for (const WholeMarker& m : whole) {
    plot.markers.push_back({m.x + shape.anchor_x, m.y + shape.anchor_y, m.color,
                            static_cast<int>(m.sure.size()), false});
    put_sure(m.sure, plot);
  }
  add_overlapping(search, whole, shape, map, plot);
  std::ranges::sort(plot.markers, by_place);
  for (Marker& m : plot.markers) {
    m.x += raster.origin.x;
    m.y += raster.origin.y;
  }
  return plot;
}

/// A raster as it is searched, with what that refers to.
struct SearchedRaster {
  const Raster& raster;
  Rgb8 paper;
  ColorMetric metric;
  MarkerOptions options;
  Components pieces;

  MarkerSearch search() const { return {raster, paper, metric, options, pieces}; }
};

std::optional<SearchedRaster> look_at(const Raster& raster, const std::vector<Rect>& no_data,
                                      const ColorMetric& metric, const MarkerOptions& options) {
  const auto paper = paper_of_plot(raster, options);
  if (!paper) return std::nullopt;
  BytePlane drawn = drawn_on(raster, *paper, metric, options);
  for (const Rect& other : no_data) {
    const Rect left_out = intersect(raster.from_picture(other), raster.bounds());
    for (int y = left_out.y; y < left_out.bottom(); ++y)
      for (int x = left_out.x; x < left_out.right(); ++x) drawn.at(x, y) = 0;
  }
  return SearchedRaster{raster, *paper, metric, options,
                        label_components(drawn.values, raster.width, raster.bounds())};
}

}  // namespace

std::vector<std::array<double, 3>> marker_colors(const Raster& raster, const ColorMetric& metric,
                                                 const MarkerOptions& options) {
  std::vector<std::array<double, 3>> colors;
  if (const auto searched = look_at(raster, {}, metric, options))
    for (const WholeMarker& m : markers_alone(searched->search())) colors.push_back(m.color);
  return colors;
}

double share_on_map(const std::vector<std::array<double, 3>>& colors, MapColors map,
                    const ColorMetric& metric, const MarkerOptions& options) {
  const auto on =
      std::ranges::count_if(colors, [&](const auto& c) { return on_map(c, map, metric, options); });
  return static_cast<double>(on) / static_cast<double>(std::max<std::size_t>(1, colors.size()));
}

Result<std::optional<MarkerPlot>> find_marker_plot(const PixelSource& source, const Rect& plot,
                                                   const std::vector<Rect>& no_data, MapColors map,
                                                   const Compression& compression,
                                                   const Context& context,
                                                   const MarkerOptions& options) {
  if (plot.empty() || map.empty() || static_cast<std::size_t>(plot.area()) > options.most_pixels)
    return std::nullopt;
  UNWEAVE_TRY(const Raster raster, read_raster(source, plot, options.most_pixels, context));
  const auto searched = look_at(raster, no_data, ColorMetric{compression}, options);
  if (!searched) return std::nullopt;
  return search_markers(searched->search(), map);
}

Result<std::shared_ptr<const MarkerPlot>> find_marker_plot(const PixelSource& source,
                                                           const FigureLayout& layout,
                                                           MapColors map, const Context& context) {
  std::vector<std::array<double, 3>> of_bar;
  const Colorbar* bar = bar_of_scale(layout);
  if (map.empty() && bar && !layout.unordered) {
    for (const auto& color : bar->colors) of_bar.push_back(bar->tint ? (*bar->tint)(color) : color);
    map = of_bar;
  }
  std::vector<Rect> no_data;
  if (layout.colorbar) no_data.push_back(layout.colorbar->outer);
  UNWEAVE_TRY(auto plot, find_marker_plot(source, layout.plot_area, no_data, map,
                                          layout.compression, context));
  if (!plot) return nullptr;
  const MarkerOptions options;
  const bool other_paper =
      layout.background && channel_difference(plot->paper, *layout.background) > options.near_paper;
  if (other_paper && std::ranges::all_of(map, [&](const auto& c) {
        return is_gray(rounded_color(c), options.gray);
      }))
    return nullptr;
  return std::make_shared<const MarkerPlot>(*std::move(plot));
}

}  // namespace unweave

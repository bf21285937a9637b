// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/marker_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "core/statistics.hpp"

namespace unweave {

namespace {

double side_tolerance(const MarkerSearch& search, int side) {
  return std::max(1.0, search.options.same_side * side);
}

bool has_box(const MarkerSearch& search, const Component& c, std::pair<int, int> box) {
  return std::abs(c.box.width - box.first) <= side_tolerance(search, box.first) &&
         std::abs(c.box.height - box.second) <= side_tolerance(search, box.second);
}

bool may_be_marker(const MarkerSearch& search, const Component& c) {
  const MarkerOptions& o = search.options;
  const int small = std::min(c.box.width, c.box.height),
            large = std::max(c.box.width, c.box.height);
  return small >= o.least_side &&
         large <= o.largest_side * std::max(search.raster.width, search.raster.height) &&
         small >= o.round * large - 1 &&
         static_cast<double>(c.pixels) >= o.full * static_cast<double>(c.box.area());
}

template <class Use>
void each_pixel(const MarkerSearch& search, const Component& c, Use use) {
  for (int i = c.first_run; i < c.first_run + c.run_count; ++i) {
    const Run& run = search.pieces.runs[static_cast<std::size_t>(i)];
    for (int x = run.x0; x < run.x1; ++x) use(x, run.y);
  }
}

/// How much of a pixel something covers whose full color differs from the paper by `most`.
double coverage(const MarkerSearch& search, int x, int y, double most) {
  return std::min(1.0, search.metric(search.paper, search.raster.at(x, y)) / most);
}

/// Color, sure pixels and center of gravity of a piece that is one marker; no sure pixels where it
/// is hollow.
WholeMarker measured(const MarkerSearch& search, const Component& c) {
  WholeMarker out{&c, 0, 0, {}, {}};
  double sum_x = 0, sum_y = 0, n = 0;
  each_pixel(search, c, [&](int x, int y) {
    sum_x += x + 0.5;
    sum_y += y + 0.5;
    n += 1;
  });
  const double cx = sum_x / n, cy = sum_y / n;
  const double inner_part = search.options.inner;
  const double reach_x = std::max(1.0, inner_part * c.box.width),
               reach_y = std::max(1.0, inner_part * c.box.height);
  std::vector<std::pair<double, int>> inner;
  each_pixel(search, c, [&](int x, int y) {
    const double dx = std::abs(x + 0.5 - cx), dy = std::abs(y + 0.5 - cy);
    if (dx <= reach_x && dy <= reach_y) inner.emplace_back(dx * dx + dy * dy, search.index(x, y));
  });
  std::ranges::sort(inner);
  std::vector<int> pixels;
  for (const auto& p : inner) pixels.push_back(p.second);
  if (pixels.empty()) return out;
  std::tie(out.color, out.sure) = main_color(search, pixels);
  const Rgb8 color = rounded_color(out.color);
  const double most = std::max(1, search.metric(search.paper, color));
  double weight = 0;
  sum_x = sum_y = 0;
  each_pixel(search, c, [&](int x, int y) {
    const double w = coverage(search, x, y, most);
    sum_x += w * (x + 0.5);
    sum_y += w * (y + 0.5);
    weight += w;
  });
  out.x = sum_x / weight;
  out.y = sum_y / weight;
  return out;
}

}  // namespace

std::optional<std::pair<int, int>> usual_box(const MarkerSearch& search) {
  std::map<std::pair<int, int>, std::pair<long long, std::size_t>> boxes;  // pixels, pieces
  for (const Component& c : search.pieces.items) {
    if (!may_be_marker(search, c)) continue;
    auto& box = boxes[{c.box.width, c.box.height}];
    box.first += c.pixels;
    ++box.second;
  }
  std::optional<std::pair<int, int>> best;
  long long most = 0;
  for (const auto& [box, own] : boxes) {
    long long pixels = 0;
    std::size_t count = 0;
    for (const auto& [other, there] : boxes)
      if (std::abs(other.first - box.first) <= side_tolerance(search, box.first) &&
          std::abs(other.second - box.second) <= side_tolerance(search, box.second)) {
        pixels += there.first;
        count += there.second;
      }
    // Of equals the one that most have themselves.
    pixels += own.first;
    if (count < search.options.fewest || pixels <= most) continue;
    most = pixels;
    best = box;
  }
  return best;
}

std::vector<WholeMarker> whole_markers(const MarkerSearch& search, std::pair<int, int> box) {
  const MarkerOptions& o = search.options;
  std::vector<const Component*> of_size;
  std::vector<double> pixels, shares, apart;
  const Rect bounds = search.raster.bounds();
  for (const Component& c : search.pieces.items)
    if (may_be_marker(search, c) && has_box(search, c, box) && inside(grown(c.box, 1), bounds)) {
      of_size.push_back(&c);
      pixels.push_back(static_cast<double>(c.pixels));
      shares.push_back(static_cast<double>(c.pixels) / static_cast<double>(c.box.area()));
    }
  if (of_size.size() < o.fewest) return {};
  const double usual = median(pixels), full = median(shares);
  std::vector<WholeMarker> whole;
  for (const Component* c : of_size) {
    const double share = static_cast<double>(c->pixels) / static_cast<double>(c->box.area());
    apart.push_back(std::abs(share - full));
    // Of a small one the rim is most.
    const double tolerance = std::max(o.same_pixels * usual, o.mostly * (box.first + box.second));
    if (std::abs(static_cast<double>(c->pixels) - usual) > tolerance) continue;
    if (WholeMarker m = measured(search, *c); !m.sure.empty()) whole.push_back(std::move(m));
  }
  const bool small = std::min(box.first, box.second) <= o.small;
  if (median(apart) > (small ? o.small_shape : 1) * o.same_shape * full) return {};
  return whole;
}

std::pair<std::array<double, 3>, std::vector<int>> main_color(const MarkerSearch& search,
                                                              const std::vector<int>& pixels) {
  const int flat =
      static_cast<int>(search.metric.compression.limit(search.options.flat, moved::kBeside));
  const auto at = [&](int i) { return search.raster.rgb.data() + 3 * static_cast<std::size_t>(i); };
  std::size_t best = 0;
  int most = 0;
  const auto color_of = [&](int i) { return Rgb8{at(i)[0], at(i)[1], at(i)[2]}; };
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    int alike = 0;
    for (const int other : pixels) alike += search.metric(color_of(pixels[i]), at(other)) <= flat;
    if (alike <= most) continue;
    most = alike;
    best = i;
  }
  std::vector<int> sure;
  std::array<std::vector<int>, 3> levels;
  for (const int other : pixels) {
    if (search.metric(color_of(pixels[best]), at(other)) > flat) continue;
    sure.push_back(other);
    for (std::size_t k = 0; k < 3; ++k) levels[k].push_back(at(other)[k]);
  }
  std::array<double, 3> color{};
  for (std::size_t k = 0; k < 3; ++k) color[k] = median(levels[k]) / 255.0;
  return {color, sure};
}

namespace {

/// Where programs anchor a triangle: one that is as high as broad at the middle of its box
/// (Matplotlib), an equilateral one at its center of gravity (R, gnuplot). `x`, `y`: from the
/// center of gravity to the middle.
void find_anchor(double x, double y, const MarkerOptions& options, MarkerShape& shape) {
  const bool upright = std::abs(y) >= std::abs(x);
  const double lean = std::max(std::abs(x) / shape.width, std::abs(y) / shape.height);
  const int along = upright ? shape.height : shape.width;
  const int across = upright ? shape.width : shape.height;
  if (lean <= options.triangle || along < options.equilateral * across) return;
  shape.anchor_x = x;
  shape.anchor_y = y;
}

/// The pixels that most of the markers have, about those of their centers.
void find_pixels(const MarkerSearch& search, const std::vector<WholeMarker>& whole,
                 MarkerShape& shape) {
  const int side = 2 * shape.reach + 1;
  Plane<int> fill(side, side, 0), outline(side, side, 0);
  const int flat =
      static_cast<int>(search.metric.compression.limit(search.options.flat, moved::kBeside));
  for (const WholeMarker& m : whole) {
    const int x0 = static_cast<int>(m.x) - shape.reach, y0 = static_cast<int>(m.y) - shape.reach;
    const Rgb8 color = rounded_color(m.color);
    each_pixel(search, *m.piece, [&](int x, int y) {
      if (x < x0 || y < y0 || x >= x0 + side || y >= y0 + side) return;
      ++outline.at(x - x0, y - y0);
      fill.at(x - x0, y - y0) += search.metric(color, search.raster.at(x, y)) <= flat;
    });
  }
  shape.fill = BytePlane(side, side, 0);
  shape.outline = shape.fill;
  const double most = search.options.mostly * static_cast<double>(whole.size());
  for (std::size_t i = 0; i < fill.values.size(); ++i) {
    shape.fill.values[i] = fill.values[i] >= most;
    shape.outline.values[i] = outline.values[i] >= most;
    shape.fill_pixels += shape.fill.values[i];
  }
}

}  // namespace

MarkerShape common_shape(const MarkerSearch& search, const std::vector<WholeMarker>& whole) {
  MarkerShape shape;
  std::vector<int> widths, heights;
  std::vector<double> pixels, full, lean_x, lean_y;
  for (const WholeMarker& m : whole) {
    const Rect& box = m.piece->box;
    const auto count = static_cast<double>(m.piece->pixels);
    widths.push_back(box.width);
    heights.push_back(box.height);
    pixels.push_back(count);
    full.push_back(count / static_cast<double>(box.area()));
    lean_x.push_back(box.x + 0.5 * box.width - m.x);
    lean_y.push_back(box.y + 0.5 * box.height - m.y);
  }
  shape.width = median(widths);
  shape.height = median(heights);
  shape.pixels = median(pixels);
  shape.full = median(full);
  shape.reach = std::max(shape.width, shape.height);
  find_pixels(search, whole, shape);
  find_anchor(median(lean_x), median(lean_y), search.options, shape);
  return shape;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/colorbar.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>

#include "core/figure/bar_steps.hpp"

namespace unweave {

namespace {

constexpr double kBlankShare = 0.1;  // of a plot: a flat color that is not the bar's
constexpr double kLeastData = 0.05;  // of a plot that is left without that color

constexpr int kCellSize = 8;  // levels, of the cells in which colors are counted
constexpr std::size_t kCells = kColorCells<kCellSize>;

/// The cells that are within `reach` of a set of colors.
class ColorCells {
 public:
  void add(const Rgb8& c, int reach) {
    const int step = kCellSize / 2;
    for (int r = c[0] - reach; r <= c[0] + reach; r += step)
      for (int g = c[1] - reach; g <= c[1] + reach; g += step)
        for (int b = c[2] - reach; b <= c[2] + reach; b += step)
          cells_.set(color_cell<kCellSize>(std::clamp(r, 0, 255), std::clamp(g, 0, 255),
                                           std::clamp(b, 0, 255)));
  }
  bool holds(const std::uint8_t* p) const { return cells_[color_cell<kCellSize>(p)]; }

 private:
  std::bitset<kCells> cells_;
};

/// Calls f for a grid of about `count` quiet pixels of `plot` that are not backdrop.
template <class F>
void for_quiet_pixels(const Raster& raster, const Rect& plot, const Rect& bar,
                      const ColorMetric& metric, const std::optional<Backdrop>& backdrop, int count,
                      F&& f) {
  const int step = std::max(1, int(std::sqrt(double(plot.area()) / count)));
  const double quiet = metric.compression.limit(20, moved::kBeside);
  for (int y = plot.y + 1; y + 1 < plot.bottom(); y += step)
    for (int x = plot.x + 1; x + 1 < plot.right(); x += step) {
      if (bar.contains(x, y)) continue;
      const std::uint8_t* p = raster.at(x, y);
      if (backdrop && metric(backdrop->color, p) <= backdrop->tolerance()) continue;
      if (metric(p, p - 3) > quiet || metric(p, p + 3) > quiet ||
          metric(p, raster.at(x, y - 1)) > quiet || metric(p, raster.at(x, y + 1)) > quiet)
        continue;
      f(p);
    }
}

/// The triangle or box beyond one end of the bar, which stands for values beyond it.
struct End {
  Rgb8 color{};
  int length = 0;  // with the outline
};

/// Pixels along the axis beyond an end: (i = 0 is the first one outside `rect`, k across it).
class Beyond {
 public:
  Beyond(const Raster& raster, const Rect& rect, AxisView axis, bool at_start)
      : raster_(raster), rect_(rect), axis_(axis), at_start_(at_start) {}
  int across() const { return axis_.breadth(rect_); }
  const std::uint8_t* at(int i, int k) const {
    const int along = at_start_ ? axis_.begin(rect_) - 1 - i : axis_.end(rect_) + i;
    const int x = axis_.x(along, axis_.near(rect_) + k), y = axis_.y(along, axis_.near(rect_) + k);
    return raster_.bounds().contains(x, y) ? raster_.at(x, y) : nullptr;
  }

 private:
  const Raster& raster_;
  Rect rect_;
  AxisView axis_;
  bool at_start_;
};

/// A triangle: rows of one color around the axis that grow shorter with the distance.
std::optional<End> find_triangle(const Beyond& beyond, const Rgb8& outline,
                                 const Backdrop& backdrop) {
  const int across = beyond.across(), middle = across / 2, most = 2 * across + 4;
  const double tolerance = backdrop.metric.compression.limit(16, moved::kThin);
  int first = 0;  // an outline may run between bar and triangle
  const auto line = [&](const std::uint8_t* p) {
    return p && backdrop.metric(outline, p) <= tolerance;
  };
  const std::uint8_t* start = beyond.at(0, middle);
  if (!start) return std::nullopt;
  while (first < 4 && line(beyond.at(first, middle))) ++first;
  if (first == 4) first = 0;
  const std::uint8_t* seed = beyond.at(first + 1, middle);
  if (!seed || backdrop.metric(backdrop.color, seed) <= 2 * tolerance) return std::nullopt;
  std::vector<int> widths;
  for (int i = first; i < most; ++i) {
    const std::uint8_t* p = beyond.at(i, middle);
    if (!p || backdrop.metric(seed, p) > tolerance) break;
    int width = 1;
    for (const int step : {-1, 1})
      for (int k = middle + step; k >= 0 && k < across; k += step) {
        if (backdrop.metric(seed, beyond.at(i, k)) > tolerance) break;
        ++width;
      }
    widths.push_back(width);
  }
  const int n = static_cast<int>(widths.size());
  if (n < 4 || widths.front() < 0.6 * across || widths.back() > 0.5 * across) return std::nullopt;
  if (widths[n / 2] >= widths.front() || widths[n / 2] <= widths.back()) return std::nullopt;
  return End{{seed[0], seed[1], seed[2]}, first + n + 2};
}

void extend(Rect& r, AxisView axis, bool at_start, int by) {
  r = axis.with_stretch(r, axis.begin(r) - (at_start ? by : 0), axis.end(r) + (at_start ? 0 : by));
}

}  // namespace

double bar_agreement(const Raster& raster, const BarCandidate& bar, const Rect& plot,
                     const ColorMetric& metric, const std::optional<Backdrop>& backdrop) {
  const int reach = static_cast<int>(std::lround(metric.compression.limit(10, moved::kBeside)));
  ColorCells cells;
  for (std::size_t i = 0; i < bar.colors.size(); ++i) {
    cells.add(bar.colors[i], reach);
    if (i == 0) continue;  // between samples, unless it is a step
    const Rgb8 &a = bar.colors[i - 1], &b = bar.colors[i];
    if (ColorMetric{}(a, b) > 24) continue;
    cells.add({std::uint8_t((a[0] + b[0]) / 2), std::uint8_t((a[1] + b[1]) / 2),
               std::uint8_t((a[2] + b[2]) / 2)},
              10);
  }
  // One color that is not the bar's may be that of pixels without data: land, say.
  int n = 0, on = 0;
  std::vector<int> others(kCells);
  for_quiet_pixels(raster, plot, bar.outer, metric, backdrop, 20000, [&](const std::uint8_t* p) {
    ++n;
    if (cells.holds(p))
      ++on;
    else
      ++others[color_cell<kCellSize>(p)];
  });
  int blank = *std::max_element(others.begin(), others.end());
  if (blank < kBlankShare * n) blank = 0;
  if (n - blank < std::max(50.0, kLeastData * n)) return 0;
  return static_cast<double>(on) / (n - blank);
}

std::vector<FieldColor> field_colors(const Raster& raster, const BarCandidate& bar,
                                     const Rect& plot, const ColorMetric& metric,
                                     const std::optional<Backdrop>& backdrop) {
  constexpr double kLeastShare = 1.0 / 2000;
  std::map<std::size_t, FieldColor> cells;
  double all = 0;
  for_quiet_pixels(raster, plot, bar.outer, metric, backdrop, 20000, [&](const std::uint8_t* p) {
    FieldColor& cell = cells[color_cell<kCellSize>(p)];
    for (std::size_t c = 0; c < 3; ++c) cell.color[c] += p[c] / 255.0;
    ++cell.pixels;
    ++all;
  });
  std::vector<FieldColor> out;
  for (auto& [at, cell] : cells) {
    if (cell.pixels < kLeastShare * all) continue;
    for (double& c : cell.color) c /= cell.pixels;
    out.push_back(cell);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const FieldColor& a, const FieldColor& b) { return a.pixels > b.pixels; });
  return out;
}

double bar_use(const Raster& raster, const BarCandidate& bar, const Rect& plot,
               const ColorMetric& metric, const std::optional<Backdrop>& backdrop) {
  ColorCells cells;
  for_quiet_pixels(raster, plot, bar.outer, metric, backdrop, 20000, [&](const std::uint8_t* p) {
    cells.add({p[0], p[1], p[2]}, 8);
  });
  int on = 0;
  for (const Rgb8& c : bar.colors) on += cells.holds(c.data());
  return double(on) / std::max<std::size_t>(1, bar.colors.size());
}

Colorbar make_colorbar(const Raster& raster, const BarCandidate& candidate,
                       const ColorMetric& metric, const std::optional<Backdrop>& backdrop) {
  Colorbar bar;
  bar.rect = candidate.rect;
  bar.outer = candidate.outer;
  bar.vertical = candidate.vertical;
  bar.min_end = BarEnd::Left;
  for (const Rgb8& c : candidate.colors) bar.colors.push_back(unit_color(c));
  if (const auto steps = find_steps(candidate.colors, metric)) {
    for (const Rgb8& c : steps->colors) bar.level_colors.push_back(unit_color(c));
    for (const int e : steps->edges) bar.level_edges.push_back(double(e) / candidate.colors.size());
  }
  if (backdrop) {
    for (const bool at_start : {true, false}) {
      const Beyond beyond(raster, bar.rect, {bar.vertical}, at_start);
      const auto end = find_triangle(beyond, candidate.flank, *backdrop);
      if (!end) continue;
      (at_start ? bar.under : bar.over) = unit_color(end->color);
      extend(bar.outer, {bar.vertical}, at_start, end->length);
    }
    bar.outer = intersect(bar.outer, raster.bounds());
  }
  if (bar.vertical) {
    bar.min_end = BarEnd::Top;
    turn_colorbar(bar, BarEnd::Bottom, BarEndSource::Convention);
  }
  return bar;
}

std::pair<BarLimit, BarLimit> scale_limits(const Colorbar& bar, bool open_ends) {
  constexpr double kOutline = 4;  // pixels
  const AxisView axis{bar.vertical};
  const double first = axis.begin(bar.rect), last = axis.end(bar.rect);
  double outer_first = std::max<double>(axis.begin(bar.outer), first - kOutline);
  double outer_last = std::min<double>(axis.end(bar.outer), last + kOutline);
  const bool low_first = bar.min_end == BarEnd::Top || bar.min_end == BarEnd::Left;
  if (open_ends || (low_first ? bar.under : bar.over)) outer_first = first;
  if (open_ends || (low_first ? bar.over : bar.under)) outer_last = last;
  return {{0.5 * (first + outer_first), -1}, {0.5 * (last + outer_last), 1}};
}

BarEnd end_of(bool vertical, bool at_start) {
  if (vertical) return at_start ? BarEnd::Top : BarEnd::Bottom;
  return at_start ? BarEnd::Left : BarEnd::Right;
}

void turn_colorbar(Colorbar& bar, BarEnd min_end, BarEndSource source) {
  bar.min_end_source = source;
  if (bar.min_end == min_end) return;
  bar.min_end = min_end;
  std::reverse(bar.colors.begin(), bar.colors.end());
  std::reverse(bar.level_colors.begin(), bar.level_colors.end());
  std::reverse(bar.level_edges.begin(), bar.level_edges.end());
  for (double& e : bar.level_edges) e = 1 - e;
  std::swap(bar.under, bar.over);
}

void open_end_boxes(Colorbar& bar) {
  const int n = static_cast<int>(bar.level_colors.size());
  if (n < 3) return;
  const int length = static_cast<int>(bar.colors.size());
  const int low = static_cast<int>(std::lround(bar.level_edges[1] * length));
  const int high = static_cast<int>(std::lround((1 - bar.level_edges[n - 1]) * length));
  bar.under = bar.level_colors.front();
  bar.over = bar.level_colors.back();
  bar.level_colors = {bar.level_colors.begin() + 1, bar.level_colors.end() - 1};
  bar.colors = {bar.colors.begin() + low, bar.colors.end() - high};
  std::vector<double> edges;
  for (int k = 1; k < n; ++k)
    edges.push_back((bar.level_edges[k] * length - low) / (length - low - high));
  edges.front() = 0;
  edges.back() = 1;
  bar.level_edges = edges;
  const bool low_first = bar.min_end == BarEnd::Left || bar.min_end == BarEnd::Top;
  extend(bar.rect, {bar.vertical}, true, -(low_first ? low : high));
  extend(bar.rect, {bar.vertical}, false, -(low_first ? high : low));
}

void spread_levels(Colorbar& bar) {
  const std::size_t n = bar.colors.size();
  std::size_t level = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    while (level + 1 < bar.level_colors.size() && t >= bar.level_edges[level + 1]) ++level;
    bar.colors[i] = bar.level_colors[level];
  }
}

void lengthen_colorbar(Colorbar& bar, bool at_start, const std::vector<Rgb8>& colors) {
  const bool low = at_start == (bar.min_end == BarEnd::Left || bar.min_end == BarEnd::Top);
  const int pixels = static_cast<int>(colors.size());
  if (pixels == 0) return;
  const auto c = unit_color(colors[colors.size() / 2]);
  const double before = static_cast<double>(bar.colors.size()), after = before + pixels;
  for (const Rgb8& color : colors)
    bar.colors.insert(low ? bar.colors.begin() : bar.colors.end(), unit_color(color));
  if (!bar.level_colors.empty()) {
    for (double& e : bar.level_edges) e = (e * before + (low ? pixels : 0)) / after;
    bar.level_colors.insert(low ? bar.level_colors.begin() : bar.level_colors.end(), c);
    bar.level_edges.insert(low ? bar.level_edges.begin() : bar.level_edges.end(), low ? 0.0 : 1.0);
  }
  extend(bar.rect, {bar.vertical}, at_start, pixels);
  bar.outer = united(bar.rect, bar.outer);
}

void shorten_colorbar(Colorbar& bar, bool at_start, int pixels) {
  const int length = static_cast<int>(bar.colors.size());
  if (pixels <= 0 || pixels >= length) return;
  const bool low = at_start == (bar.min_end == BarEnd::Left || bar.min_end == BarEnd::Top);
  (low ? bar.under : bar.over) = low ? bar.colors[pixels / 2] : bar.colors[length - 1 - pixels / 2];
  if (low)
    bar.colors.erase(bar.colors.begin(), bar.colors.begin() + pixels);
  else
    bar.colors.erase(bar.colors.end() - pixels, bar.colors.end());
  const double left = length - pixels, cut = low ? pixels : 0;
  std::vector<double> edges{0};
  std::vector<std::array<double, 3>> levels;
  for (std::size_t k = 0; k < bar.level_colors.size(); ++k) {
    const double a = bar.level_edges[k] * length, b = bar.level_edges[k + 1] * length;
    const double kept = std::clamp(b - cut, 0.0, left) - std::clamp(a - cut, 0.0, left);
    if (kept < 0.5 * (b - a)) continue;
    levels.push_back(bar.level_colors[k]);
    edges.push_back(std::clamp((b - cut) / left, 0.0, 1.0));
  }
  edges.back() = 1;
  if (levels.empty()) edges.clear();
  bar.level_colors = std::move(levels);
  bar.level_edges = std::move(edges);
  extend(bar.rect, {bar.vertical}, at_start, -pixels);
}

}  // namespace unweave

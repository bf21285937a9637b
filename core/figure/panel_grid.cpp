// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/panel_grid.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace unweave {

namespace {

// Of a line of a strip, by its color: where strips along two sides meet, their corner is blank.
constexpr double kMostlyStrip = 0.85;
constexpr double kBesideText = 0.5;  // of a line through the text
constexpr double kBlank = 0.01;      // of a line above or below the text, by something else
constexpr int kGrayTint = 6;         // levels: strips are gray, or nearly so
constexpr int kAlike = 6;            // levels
constexpr int kBehind = 4;           // lines: a grid's line with its rims is no thicker
constexpr int kLeastStrip = 8;       // lines: of a strip with letters
constexpr double kLeastText = 0.25;  // of a strip's lines: a page's title has more room
constexpr double kMostStrip = 0.3;   // of the panel
constexpr int kLeastGap = 2;         // pixels, of paper between panels
constexpr double kWidestGap = 0.1;   // of the box
constexpr double kBare = 0.995;      // of a line of a gap
constexpr int kSameSize = 3;         // pixels
constexpr int kSmallest = 24;        // pixels, of a panel
constexpr double kOneColor = 0.5;    // of a cell

/// Shares of a line of `rect`, `depth` lines from one of its sides (left, top, right, bottom).
struct Line {
  double strip = 0;  ///< of the strip's color
  double ink = 0;    ///< of neither that nor the paper's
};

Line line_at(const Raster& raster, const Rect& rect, int side, int depth, const Rgb8& color,
             const Backdrop& backdrop) {
  const double tolerance = backdrop.metric.compression.limit(kAlike, moved::kBeside);
  const AxisView axis{side % 2 == 0};
  const int at = side < 2 ? axis.near(rect) + depth : axis.far(rect) - 1 - depth;
  int alike = 0, paper = 0;
  for (int k = axis.begin(rect); k < axis.end(rect); ++k) {
    const std::uint8_t* p = raster.at(axis, k, at);
    if (backdrop.metric(color, p) <= tolerance)
      ++alike;
    else
      paper += backdrop.metric(backdrop.color, p) <= backdrop.tolerance();
  }
  const double length = std::max(1, axis.length(rect));
  return {alike / length, 1 - (alike + paper) / length};
}

/// Lines of a strip along a side of `rect`; 0: there is none.
int strip_at(const Raster& raster, const Rect& rect, int side, const Backdrop& backdrop) {
  const AxisView axis{side % 2 == 0};
  const int lines = axis.breadth(rect);
  const int quarter = axis.begin(rect) + axis.length(rect) / 8;
  const int edge = side < 2 ? axis.near(rect) + 1 : axis.far(rect) - 2;
  const Rgb8 color = raster.color(axis, quarter, edge);
  if (!is_gray(color, kGrayTint) || backdrop.metric(backdrop.color, color) <= backdrop.tolerance())
    return 0;
  int depth = 0, last_flat = 0;
  int text = 0;
  for (; depth < kMostStrip * lines; ++depth) {
    const Line line = line_at(raster, rect, side, depth, color, backdrop);
    if (depth == 0 && line.strip < kMostlyStrip) continue;  // the rim
    if (line.strip < kBesideText) break;
    if (line.ink <= kBlank && line.strip >= kMostlyStrip)
      last_flat = depth;
    else
      ++text;
  }
  // A line of a grid is no end: the panel's color goes on behind it.
  const bool ends =
      depth < kMostStrip * lines && last_flat + 2 >= depth &&
      line_at(raster, rect, side, depth + kBehind, color, backdrop).strip < kBesideText;
  return ends && depth >= kLeastStrip && text >= kLeastText * depth ? depth : 0;
}

/// Stretches [first, second) of the box between gaps of paper that cross it.
std::vector<std::pair<int, int>> stretches(const Raster& raster, const Rect& box, bool columns,
                                           const Backdrop& backdrop) {
  const AxisView axis{columns};
  const int lines = axis.breadth(box);
  const auto bare = [&](int at) {
    int n = 0;
    for (int k = axis.begin(box); k < axis.end(box); ++k)
      n += backdrop.metric(backdrop.color, raster.at(axis, k, at)) <= backdrop.tolerance();
    return n >= kBare * axis.length(box);
  };
  std::vector<std::pair<int, int>> out;
  int first = axis.near(box);
  for (int at = first; at < axis.far(box);) {
    int end = at;
    while (end < axis.far(box) && bare(end)) ++end;
    const int gap = end - at;
    if (gap >= kLeastGap && gap <= kWidestGap * lines) {
      out.emplace_back(first, at);
      first = end;
    }
    at = std::max(end, at + 1);
  }
  out.emplace_back(first, axis.far(box));
  return out;
}

/// True if most of a rectangle has one color.
bool one_color(const Raster& raster, const Rect& r, const ColorMetric& metric) {
  constexpr int kPlaces = 32;  // along each side
  const double tolerance = metric.compression.limit(10, moved::kBeside);
  std::vector<Rgb8> colors;
  for (int y = r.y; y < r.bottom(); y += std::max(1, r.height / kPlaces))
    for (int x = r.x; x < r.right(); x += std::max(1, r.width / kPlaces))
      colors.push_back(raster.color(x, y));
  const Rgb8 middle = median_color(colors);
  const auto alike =
      std::ranges::count_if(colors, [&](const Rgb8& c) { return metric(c, middle) <= tolerance; });
  return static_cast<double>(alike) >= kOneColor * static_cast<double>(colors.size());
}

}  // namespace

Rect without_strips(const Raster& raster, const Rect& panel, const Backdrop& backdrop) {
  Rect out = panel;
  for (int side = 0; side < 4; ++side) {
    if (std::min(out.width, out.height) < kSmallest) return panel;
    const int lines = strip_at(raster, out, side, backdrop);
    const bool across = side % 2 == 0;
    if (side < 2) (across ? out.x : out.y) += lines;
    (across ? out.width : out.height) -= lines;
  }
  return out;
}

std::vector<Rect> panels_between_gaps(const Raster& raster, const Rect& box,
                                      const Backdrop& backdrop) {
  const auto columns = stretches(raster, box, true, backdrop);
  const auto rows = stretches(raster, box, false, backdrop);
  if (columns.size() * rows.size() < 2) {
    const Rect panel = without_strips(raster, box, backdrop);
    return panel == box ? std::vector<Rect>{} : std::vector{panel};
  }
  std::vector<Rect> out;
  std::size_t cells = 0;
  for (const auto& [top, bottom] : rows)
    for (const auto& [left, right] : columns) {
      const Rect panel = without_strips(raster, {left, top, right - left, bottom - top}, backdrop);
      if (std::min(panel.width, panel.height) < kSmallest) return {};
      if (!out.empty() && (std::abs(panel.width - out[0].width) > kSameSize ||
                           std::abs(panel.height - out[0].height) > kSameSize))
        return {};
      cells += one_color(raster, panel, backdrop.metric) ? 1 : 0;
      out.push_back(panel);
    }
  return 2 * cells >= out.size() ? std::vector<Rect>{} : out;
}

}  // namespace unweave

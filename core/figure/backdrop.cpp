// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/backdrop.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <unordered_map>

namespace unweave {

namespace {

constexpr double kFlatShare = 0.97;  // of a border line that is backdrop
constexpr int kSameColor = 6;        // levels from a flat color: that color still
constexpr int kGradual = 24;         // levels: the next pixel of a field may be so far away

/// Sides are numbered left, top, right, bottom: along the first and the third lines are vertical.
AxisView lines_of(int side) { return {side % 2 == 0}; }
int lines_in(const Rect& area, int side) { return lines_of(side).breadth(area); }

/// Line of `area` on a side, as a one pixel wide rectangle; `depth` 0 is the outermost.
Rect border_line(const Rect& area, int side, int depth = 0) {
  const AxisView axis = lines_of(side);
  const int at = side < 2 ? axis.near(area) + depth : axis.far(area) - 1 - depth;
  return axis.rect(axis.begin(area), at, axis.length(area), 1);
}

template <class F>
void for_each_pixel(const Raster& raster, const Rect& r, F&& f) {
  for (int y = r.y; y < r.bottom(); ++y)
    for (int x = r.x; x < r.right(); ++x) f(raster.at(x, y));
}

/// Most frequent color of the lines and its share.
std::pair<Rgb8, double> mode(const Raster& raster, const std::vector<Rect>& lines) {
  std::unordered_map<ColorCode, int> counts;
  long long n = 0;
  for (const Rect& line : lines) {
    n += line.area();
    for_each_pixel(raster, line, [&](const std::uint8_t* p) { ++counts[pack(p[0], p[1], p[2])]; });
  }
  std::pair<ColorCode, int> best{0, 0};
  for (const auto& c : counts)
    if (c.second > best.second || (c.second == best.second && c.first < best.first)) best = c;
  return {levels_of(best.first), n ? double(best.second) / n : 0};
}

double share_near(const Raster& raster, const Rect& line, const Rgb8& color, int tolerance) {
  int near = 0;
  const ColorMetric exact;
  for_each_pixel(raster, line,
                 [&](const std::uint8_t* p) { near += exact(color, p) <= tolerance; });
  return double(near) / std::max(1LL, line.area());
}

/// True if flat bands of gradually changing color follow each other from a side on, as where a
/// desktop or a slide shades from color to color in steps of 8 bits.
bool shades(const Raster& raster, const Rect& area, int side, Rgb8 color) {
  constexpr int kBands = 4;  // beside the first: a header and its lines are fewer
  const int lines = lines_in(area, side);
  const ColorMetric exact;
  int bands = 0;
  double away = 0;
  const Rgb8 first = color;
  for (int line = 1; line < lines && bands < kBands; ++line) {
    const Rect at = border_line(area, side, line);
    if (share_near(raster, at, color, kSameColor) >= kFlatShare) continue;
    const Rgb8 next = mode(raster, {at}).first;
    if (share_near(raster, at, next, kSameColor) < kFlatShare) return false;
    const double farther = exact(first, next);
    if (exact(color, next) > kGradual || farther <= away) return false;
    away = farther;
    color = next;
    ++bands;
  }
  return bands == kBands;
}

/// True if the lines of a side drift away from its flat color, as a field does that varies along
/// one axis only (a ramp, a zonal mean). A margin keeps its color up to where it ends.
bool drifts(const Raster& raster, const Rect& area, int side, const Rgb8& color) {
  constexpr int kFewLines = 2;
  const int lines = lines_in(area, side);
  const ColorMetric exact;
  int flat = 1;
  while (flat < lines &&
         share_near(raster, border_line(area, side, flat), color, kSameColor) >= kFlatShare)
    ++flat;
  if (flat == lines) return false;
  if (shades(raster, area, side, color)) return true;
  if (flat > kFewLines) {
    const Rgb8 middle = mode(raster, {border_line(area, side, flat / 2)}).first;
    return exact(color, middle.data()) >= 2;
  }
  // Too few to see a drift: the next line must not be flat too and of nearly the same color.
  const Rect next = border_line(area, side, flat);
  const Rgb8 beyond = mode(raster, {next}).first;
  return exact(color, beyond.data()) <= kGradual &&
         share_near(raster, next, beyond, kSameColor) >= kFlatShare;
}

/// Depth at which the color of a side is left on the way inward from its `k`-th pixel, and the
/// distance from that color there, half way and twice as deep.
struct Departure {
  int depth = 0;  ///< 0: the color is never left
  double there = 0, half_way = 0, beyond = 0;
};

Departure departure(const Raster& raster, const Rect& area, int side, int k, const Rgb8& color) {
  const ColorMetric exact;
  const auto distance = [&](int depth) {
    const Rect line = border_line(area, side, depth);
    return exact(color,
                 line.width == 1 ? raster.at(line.x, line.y + k) : raster.at(line.x + k, line.y));
  };
  const int lines = lines_in(area, side);
  for (int depth = 1; depth < lines; ++depth)
    if (const double there = distance(depth); there > kSameColor)
      return {depth, there, static_cast<double>(distance(depth / 2)),
              static_cast<double>(distance(std::min(2 * depth, lines - 1)))};
  return {};
}

/// True if a field leaves the flat color of a side as it leaves a line on which it has one value (a
/// standing wave at its node): evenly from the border on. Paper keeps its color up to an edge.
bool leaves_evenly(const Raster& raster, const Rect& area, int side, const Rgb8& color) {
  // Of a distance that grows evenly half is there half way; of paper, and behind compression
  // away from edges, next to nothing is. An edge that near the border has no half way, but what
  // lies behind it is no farther away than it.
  constexpr double kHalfWay = 0.25, kBeyond = 1.5;
  constexpr int kNear = 3;           // pixels
  constexpr double kMostRays = 0.5;  // of all; beside the nodes in the field none leave evenly
  constexpr int kRays = 256;
  const Rect line = border_line(area, side);
  const int length = std::max(line.width, line.height), step = std::max(1, length / kRays);
  int rays = 0, even = 0;
  for (int k = step / 2; k < length; k += step, ++rays) {
    const Departure found = departure(raster, area, side, k, color);
    if (found.depth == 0 || found.there > kGradual) continue;
    even += found.depth > kNear ? found.half_way >= kHalfWay * found.there
                                : found.beyond >= kBeyond * found.there;
  }
  return even >= kMostRays * rays;
}

constexpr int kThinnest = 4;  // lines of a margin; a frame is no thicker

/// True if no side is flat for more lines than a frame has.
bool only_thin(const Raster& raster, const Rect& area, const Rgb8& color) {
  for (int side = 0; side < 4; ++side) {
    int flat = 0;
    const int lines = lines_in(area, side);
    while (flat < lines && flat <= kThinnest &&
           share_near(raster, border_line(area, side, flat), color, kSameColor) >= kFlatShare)
      ++flat;
    if (flat > kThinnest) return false;
  }
  return true;
}

/// True if a frame runs along a side of a picture that was cut to what is drawn.
bool framed(const Raster& raster, const Rect& area, int side, const Rgb8& paper) {
  constexpr int kContrast = 128;
  constexpr double kFrameShare = 0.6;  // of the side; the rest is beside the axis labels
  for (int depth = 0; depth < kThinnest; ++depth) {
    const Rect line = border_line(area, side, depth);
    int inked = 0;
    for_each_pixel(raster, line, [&](const std::uint8_t* p) {
      // In all channels: compression tints a thin line, but a field's colors are left out.
      int least = 255;
      for (int c = 0; c < 3; ++c) least = std::min(least, std::abs(paper[c] - p[c]));
      inked += least >= kContrast;
    });
    if (inked >= kFrameShare * static_cast<double>(line.area())) return true;
  }
  return false;
}

/// White, black, or nearly so.
bool is_paper(const Rgb8& color) {
  constexpr int kMostTint = 8, kDark = 48, kBright = 208;
  const auto [lo, hi] = std::minmax_element(color.begin(), color.end());
  return is_gray(color, kMostTint) && (*hi <= kDark || *lo >= kBright);
}

/// The paper of a picture that was cut to what is drawn: letters or a curved outline touch the
/// border at some places of a side, and all else there is of one shade of gray; or the frame of the
/// plot runs along it.
std::optional<Rgb8> paper_of_tight(const Raster& raster, const Rect& area,
                                   const std::array<Rect, 4>& lines) {
  // Of the sides together, and of each: a globe touches a tenth of it, labels a quarter.
  constexpr double kTightShare = 0.8, kLeastShare = 0.6;
  for (int own = 0; own < 4; ++own) {
    const Rgb8 color = mode(raster, {lines[own]}).first;
    if (!is_paper(color)) continue;
    if (share_near(raster, lines[own], color, kSameColor) < kTightShare) continue;
    // Deeper than a frame, too.
    if (share_near(raster, border_line(area, own, kThinnest), color, kSameColor) < kLeastShare)
      continue;
    double shares = 0;
    int bare = 0, frames = 0;
    for (int side = 0; side < 4; ++side) {
      const double share = share_near(raster, lines[side], color, kSameColor);
      if (share >= kLeastShare) {
        shares += share;
        ++bare;
      } else {
        frames += framed(raster, area, side, color);
      }
    }
    if (bare + frames == 4 && shares >= kTightShare * bare) return color;
  }
  return std::nullopt;
}

/// The paper of a strip along one side of a picture whose other sides the field reaches: white,
/// black or nearly so, with the bar and its labels on it, and ending at once where the field
/// begins.
std::optional<Rgb8> paper_of_strip(const Raster& raster, const Rect& area) {
  constexpr double kMostlyPaper = 0.35;  // of each line of the strip; a bar takes up to half
  constexpr double kNoPaper = 0.1;       // of the lines behind it
  constexpr double kNarrowest = 0.04, kWidest = 0.5;  // of the picture
  for (int side = 0; side < 4; ++side) {
    const Rgb8 color = mode(raster, {border_line(area, side)}).first;
    if (!is_paper(color)) continue;
    const int lines = lines_in(area, side);
    const auto share = [&](int depth) {
      return share_near(raster, border_line(area, side, depth), color, kSameColor);
    };
    int strip = 0;
    while (strip < kWidest * lines && share(strip) >= kMostlyPaper) ++strip;
    if (strip < kNarrowest * lines || strip >= kWidest * lines) continue;
    if (share(strip + 1) < kNoPaper && share(strip + kThinnest) < kNoPaper) return color;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Backdrop> find_backdrop(const Raster& raster, const Rect& area) {
  if (area.width < 8 || area.height < 8) return std::nullopt;
  Backdrop out;
  std::array<Rect, 4> lines;
  for (int s = 0; s < 4; ++s) lines[s] = border_line(area, s);
  // Each side's own color first: a wide side without margin must not outvote a flat one.
  double best = 0;
  for (int s = 0; s < 4; ++s) {
    const auto [color, share] = mode(raster, {lines[s]});
    if (share_near(raster, lines[s], color, kSameColor) < kFlatShare) continue;
    if (drifts(raster, area, s, color) || leaves_evenly(raster, area, s, color)) continue;
    double votes = 0;
    for (const Rect& line : lines) {
      const double near = share_near(raster, line, color, kSameColor);
      votes += line.area() * (near >= kFlatShare ? 1.0 : 0.25 * near);
    }
    if (votes > best) {
      best = votes;
      out.color = color;
    }
  }
  if (best == 0 || only_thin(raster, area, out.color)) {
    auto paper = paper_of_tight(raster, area, lines);
    if (!paper && best == 0) paper = paper_of_strip(raster, area);
    if (!paper && best == 0) return std::nullopt;
    if (paper) out.color = *paper;
  }
  for (int s = 0; s < 4; ++s)
    out.margin[s] = share_near(raster, lines[s], out.color, kSameColor) >= kFlatShare;
  return out;
}

std::vector<std::uint8_t> content_mask(const Raster& raster, const Rect& area,
                                       const Backdrop& backdrop) {
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(raster.width) * raster.height);
  constexpr double kPaleWeight = 0.75;  // pale yellow on white differs in chroma only
  const double tolerance = backdrop.tolerance();
  ColorMetric metric = backdrop.metric;
  metric.chroma_weight = kPaleWeight;
  for (int y = area.y; y < area.bottom(); ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * raster.width;
    const std::uint8_t* p = raster.at(area.x, y);
    for (int x = area.x; x < area.right(); ++x, p += 3)
      mask[row + x] = metric(backdrop.color, p) > tolerance;
    if (raster.invisible.empty()) continue;
    for (int x = area.x; x < area.right(); ++x)
      if (raster.invisible[row + x]) mask[row + x] = 0;
  }
  return mask;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/grip.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/image/pixel_codes.hpp"
#include "plugin/view/drawings.hpp"

namespace unweave::view {
namespace {

constexpr int kLeastSide = 3;  // pixels

/// [begin, end) with its held ends moved, within the limits.
void drag(int& begin, int& end, bool first, bool last, int by, int low, int high) {
  if (first && last) {
    by = std::clamp(by, low - begin, high - end);
    begin += by;
    end += by;
    return;
  }
  if (first) begin = std::clamp(begin + by, low, std::max(low, end - kLeastSide));
  if (last) end = std::clamp(end + by, std::min(high, begin + kLeastSide), high);
}

/// How clearly each line between two pixels across a side is an edge: the mean difference of the
/// pixels beside it, in levels of the channel that differs most, along the side.
class Edges {
 public:
  Edges(const PixelSource& source, const Rect& side, bool upright)
      : side_(side), upright_(upright), codes_(static_cast<std::size_t>(side.area())) {
    PixelReader(source, false).read_codes(side, codes_.data());
  }
  /// Lines are counted from the side's first pixel: line 1 is behind it.
  int lines() const { return (upright_ ? side_.width : side_.height) - 1; }
  double step(int line) const {
    const int length = upright_ ? side_.height : side_.width;
    // Every pixel of a short side, so many of a long one.
    constexpr int kSamples = 256;
    const int stride = std::max(1, length / kSamples);
    double sum = 0;
    int count = 0;
    for (int along = 0; along < length; along += stride, ++count)
      sum += difference(code(line - 1, along), code(line, along));
    return sum / std::max(1, count);
  }

 private:
  ColorCode code(int across, int along) const {
    const int x = upright_ ? across : along, y = upright_ ? along : across;
    return codes_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_.width) +
                  static_cast<std::size_t>(x)];
  }
  static int difference(ColorCode a, ColorCode b) {
    if (a == b) return 0;
    if (a == kNoData || b == kNoData) return 255;
    const auto apart = [](auto p, auto q) {
      return std::abs(static_cast<int>(p) - static_cast<int>(q));
    };
    return std::max({apart(red(a), red(b)), apart(green(a), green(b)), apart(blue(a), blue(b))});
  }

  Rect side_;
  bool upright_;
  std::vector<ColorCode> codes_;
};

/// The innermost clear edge near a side at `place`; `place` itself where there is none. `inward`:
/// where the rectangle lies, +1 or -1.
int snapped_side(const PixelSource& source, const Rect& drawn, bool upright, int place, int inward,
                 int reach, const Rect& whole) {
  // The ends of a side are left out: there the other sides' frames run across it.
  constexpr double kMargin = 0.1;
  const int length = upright ? drawn.height : drawn.width;
  const int margin = static_cast<int>(kMargin * length);
  const Rect wanted =
      upright ? Rect{place - reach - 1, drawn.y + margin, 2 * reach + 2, drawn.height - 2 * margin}
              : Rect{drawn.x + margin, place - reach - 1, drawn.width - 2 * margin, 2 * reach + 2};
  const Rect side = intersect(wanted, whole);
  if (side.empty()) return place;
  const Edges edges(source, side, upright);
  // Of an edge: more than compression and smooth fields have from one pixel to the next, and not
  // much less than the clearest one nearby.
  constexpr double kClear = 24, kShare = 0.4;
  std::vector<double> steps;
  for (int line = 1; line <= edges.lines(); ++line) steps.push_back(edges.step(line));
  if (steps.empty()) return place;
  const double least = std::max(kClear, kShare * *std::max_element(steps.begin(), steps.end()));
  const int first = upright ? side.x : side.y;
  std::optional<int> best;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i] < least) continue;
    const int at = first + 1 + static_cast<int>(i);
    if (!best || inward * at > inward * *best) best = at;
  }
  return best.value_or(place);
}

}  // namespace

std::optional<Grip> grip_at(const Rect& rect, const Viewport& viewport, double dot_x, double dot_y,
                            double reach) {
  const double x0 = viewport.dot_x(rect.x), x1 = viewport.dot_x(rect.right());
  const double y0 = viewport.dot_y(rect.y), y1 = viewport.dot_y(rect.bottom());
  if (dot_x < x0 - reach || dot_x > x1 + reach || dot_y < y0 - reach || dot_y > y1 + reach)
    return std::nullopt;
  const auto near = [reach](double a, double b) { return std::abs(a - b) <= reach; };
  // The nearer one of two sides that are close to each other.
  const bool left = near(dot_x, x0) && dot_x - x0 <= x1 - dot_x;
  const bool right = near(dot_x, x1) && !left;
  const bool top = near(dot_y, y0) && dot_y - y0 <= y1 - dot_y;
  const bool bottom = near(dot_y, y1) && !top;
  if (!left && !right && !top && !bottom) return std::nullopt;
  const bool corner = (left || right) && (top || bottom);
  const bool middle = left || right ? near(dot_y, 0.5 * (y0 + y1)) : near(dot_x, 0.5 * (x0 + x1));
  return corner || middle ? Grip{left, right, top, bottom} : Grip::whole();
}

Rect dragged(const Rect& rect, const Grip& grip, int dx, int dy, const Rect& limits) {
  int x0 = rect.x, x1 = rect.right(), y0 = rect.y, y1 = rect.bottom();
  drag(x0, x1, grip.left, grip.right, dx, limits.x, limits.right());
  drag(y0, y1, grip.top, grip.bottom, dy, limits.y, limits.bottom());
  return {x0, y0, x1 - x0, y1 - y0};
}

void draw_handles(cairo_t* cr, const Viewport& viewport, const Rect& rect, double line) {
  draw_rubber_band(cr, viewport, rect);
  constexpr double kHalf = 3.5;  // dots
  const double half = kHalf * line;
  const std::array<double, 3> xs{viewport.dot_x(rect.x), viewport.dot_x(rect.x + 0.5 * rect.width),
                                 viewport.dot_x(rect.right())};
  const std::array<double, 3> ys{viewport.dot_y(rect.y), viewport.dot_y(rect.y + 0.5 * rect.height),
                                 viewport.dot_y(rect.bottom())};
  cairo_save(cr);
  for (std::size_t i = 0; i < xs.size(); ++i)
    for (std::size_t j = 0; j < ys.size(); ++j) {
      // None where its neighbors touch it.
      constexpr double kApart = 4;  // times half a handle
      const bool narrow = xs[2] - xs[0] < 2 * kApart * half,
                 low = ys[2] - ys[0] < 2 * kApart * half;
      if ((i == 1 && (j == 1 || narrow)) || (j == 1 && low)) continue;
      cairo_rectangle(cr, xs[i] - half, ys[j] - half, 2 * half, 2 * half);
      set_ink(cr, kWhite);
      cairo_fill_preserve(cr);
      stroke_seen(cr);
    }
  cairo_restore(cr);
}

Rect snapped(const PixelSource& source, const Rect& drawn, const std::vector<Rect>& seen,
             int reach) {
  for (const Rect& rect : seen)
    if (std::abs(rect.x - drawn.x) <= reach && std::abs(rect.y - drawn.y) <= reach &&
        std::abs(rect.right() - drawn.right()) <= reach &&
        std::abs(rect.bottom() - drawn.bottom()) <= reach)
      return rect;
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  // Of a narrow bar a side must not reach beyond its middle.
  const int across = std::min(reach, drawn.width / 3), down = std::min(reach, drawn.height / 3);
  const int x0 = snapped_side(source, drawn, true, drawn.x, 1, across, whole);
  const int x1 = snapped_side(source, drawn, true, drawn.right(), -1, across, whole);
  const int y0 = snapped_side(source, drawn, false, drawn.y, 1, down, whole);
  const int y1 = snapped_side(source, drawn, false, drawn.bottom(), -1, down, whole);
  return x1 - x0 >= kLeastSide && y1 - y0 >= kLeastSide ? Rect{x0, y0, x1 - x0, y1 - y0} : drawn;
}

}  // namespace unweave::view

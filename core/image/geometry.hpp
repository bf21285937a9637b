// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace unweave {

/// Pixels [x, x + width) x [y, y + height); row 0 is at the top.
struct Rect {
  int x = 0, y = 0, width = 0, height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  bool empty() const { return width <= 0 || height <= 0; }
  long long area() const { return empty() ? 0 : static_cast<long long>(width) * height; }
  bool contains(int px, int py) const {
    return px >= x && py >= y && px < right() && py < bottom();
  }
  friend bool operator==(const Rect&, const Rect&) = default;
};

inline Rect intersect(const Rect& a, const Rect& b) {
  const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  const int r = std::min(a.right(), b.right()), s = std::min(a.bottom(), b.bottom());
  return r > x && s > y ? Rect{x, y, r - x, s - y} : Rect{x, y, 0, 0};
}

/// The least rectangle around both; an empty one adds nothing.
inline Rect united(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// True if all of `a` lies in `b`.
inline bool inside(const Rect& a, const Rect& b) { return intersect(a, b) == a; }

/// `by` pixels more on each side; fewer where it is negative.
inline Rect grown(const Rect& r, int by) {
  return {r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by};
}

/// Rows and columns exchanged.
inline Rect transposed(const Rect& r) { return {r.y, r.x, r.height, r.width}; }

/// Rectangles and places as seen along one axis: `along` is what runs with it, `across` the other
/// coordinate. Of a vertical axis these are y and x, of a horizontal one x and y. Both begin at the
/// top left.
struct AxisView {
  bool vertical = true;

  int begin(const Rect& r) const { return vertical ? r.y : r.x; }
  int end(const Rect& r) const { return vertical ? r.bottom() : r.right(); }
  int length(const Rect& r) const { return vertical ? r.height : r.width; }
  /// Across the axis: where it begins and ends, and how broad it is.
  int near(const Rect& r) const { return vertical ? r.x : r.y; }
  int far(const Rect& r) const { return vertical ? r.right() : r.bottom(); }
  int breadth(const Rect& r) const { return vertical ? r.width : r.height; }

  /// The axis that runs across this one.
  AxisView across() const { return {!vertical}; }
  int x(int along, int across) const { return vertical ? across : along; }
  int y(int along, int across) const { return vertical ? along : across; }
  Rect rect(int begin, int near, int length, int breadth) const {
    return vertical ? Rect{near, begin, breadth, length} : Rect{begin, near, length, breadth};
  }
  /// `r` turned so that the axis is vertical, and back.
  Rect upright(const Rect& r) const { return vertical ? r : transposed(r); }
  /// `r` with another stretch of the axis.
  Rect with_stretch(const Rect& r, int begin, int end) const {
    return rect(begin, near(r), end - begin, breadth(r));
  }
};

}  // namespace unweave

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

}  // namespace unweave

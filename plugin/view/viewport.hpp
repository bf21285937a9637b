// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

#include "core/image/geometry.hpp"

namespace unweave::view {

/// Which part of a picture a drawing of `width` x `height` dots shows, and how large. Zoomed out,
/// a dot of values shows the one pixel in its middle, never a mean: values stay the picture's own.
struct Viewport {
  double x = 0, y = 0;  ///< the picture's place at the drawing's top left corner
  double zoom = 1;      ///< dots a pixel
  int width = 0, height = 0;

  static constexpr double kMaxZoom = 32;

  /// All of `area`, as large as it fits, in the middle; small pictures at most eight times
  /// enlarged.
  static Viewport fit(const Rect& area, int width, int height) {
    Viewport v{0, 0, 1, width, height};
    if (area.empty() || width <= 0 || height <= 0) return v;
    v.zoom = std::min(
        {static_cast<double>(width) / area.width, static_cast<double>(height) / area.height, 8.0});
    v.x = area.x + 0.5 * (area.width - width / v.zoom);
    v.y = area.y + 0.5 * (area.height - height / v.zoom);
    return v;
  }
  /// `factor` times larger about a dot, which keeps showing the same place.
  Viewport zoomed(double factor, double dot_x, double dot_y) const {
    Viewport v = *this;
    v.zoom = std::clamp(zoom * factor, 1.0 / 64, kMaxZoom);
    v.x = picture_x(dot_x) - dot_x / v.zoom;
    v.y = picture_y(dot_y) - dot_y / v.zoom;
    return v;
  }
  /// Shifted by a number of dots.
  Viewport moved(double dots_x, double dots_y) const {
    Viewport v = *this;
    v.x += dots_x / zoom;
    v.y += dots_y / zoom;
    return v;
  }

  double picture_x(double dot) const { return x + dot / zoom; }
  double picture_y(double dot) const { return y + dot / zoom; }
  double dot_x(double picture) const { return (picture - x) * zoom; }
  double dot_y(double picture) const { return (picture - y) * zoom; }
  int column(int dot) const { return static_cast<int>(std::floor(picture_x(dot + 0.5))); }
  int row(int dot) const { return static_cast<int>(std::floor(picture_y(dot + 0.5))); }

  friend bool operator==(const Viewport&, const Viewport&) = default;
};

}  // namespace unweave::view

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/pixel_codes.hpp"
#include "core/image/pixel_source.hpp"
#include "core/recolor/painted_area.hpp"

namespace unweave {

/// How far what is drawn over a painted area is looked through.
struct WindowOptions {
  int reach;  ///< pixels from paint within which its color is known under what is drawn over it
  /// Levels: paint beside something drawn that lies farther from the scale's color is mixed with
  /// it.
  double doubtful;
  std::optional<Levels> paper;  ///< beside the areas, which do not go on there in its color
  int rim;  ///< pixels beyond an area to which its paint may go on or be mixed: smoothed frames
};

/// A part of a picture with what is painted there. Rows without padding.
struct Window {
  Rect rect;
  std::vector<Levels> colors;  ///< NaN: transparent
  std::vector<float> pure;     ///< place of what is purely painted; NaN: the rest
  /// The same, or the place that paint near by suggests; NaN: none is within reach.
  std::vector<float> under;

  std::size_t size() const { return colors.size(); }
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y - rect.y) * rect.width + (x - rect.x);
  }
  bool is_pure(std::size_t i) const { return !std::isnan(pure[i]); }
  bool is_visible(std::size_t i) const { return !std::isnan(colors[i][0]); }
  /// Calls use(index) for the pixels within `radius` of one (chessboard distance), itself too.
  template <class Use>
  void around(int x, int y, int radius, Use use) const {
    const Rect near = intersect({x - radius, y - radius, 2 * radius + 1, 2 * radius + 1}, rect);
    for (int v = near.y; v < near.bottom(); ++v)
      for (int u = near.x; u < near.right(); ++u) use(index(u, v));
  }
};

/// Pixels beyond a part that have a say in what its window holds.
int window_margin(const WindowOptions& options);

/// Reads a part of the picture (which `reader` is of). Paint that touches what is drawn over it and
/// is not of the scale's color counts as mixed. Under what is drawn lies the middle of the places
/// around, from the rims inward; a step stays a step, and the ends of a cyclic map do not meet in
/// its middle. What is nearer to the window's own border than window_margin() depends on how
/// it is cut.
Window read_window(const PixelSource& picture, PixelReader& reader, const Rect& rect,
                   const PaintedArea& area, const WindowOptions& options);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <optional>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "plugin/view/viewport.hpp"

// Rectangles on a picture that are put right by hand.

namespace unweave::view {

/// The sides of a rectangle that are held: one, two that meet in a corner, or all of them.
struct Grip {
  bool left = false, right = false, top = false, bottom = false;

  static constexpr Grip whole() { return {true, true, true, true}; }
  friend bool operator==(const Grip&, const Grip&) = default;
};

/// What a press at a dot of the drawing takes hold of: a corner or the middle of a side, else the
/// outline and with it the whole rectangle. Nothing farther than `reach` dots from the outline.
std::optional<Grip> grip_at(const Rect& rect, const Viewport& viewport, double dot_x, double dot_y,
                            double reach);

/// The rectangle with the sides that are held moved by so many pixels. It stays within `limits`,
/// and keeps three pixels a side, the least that is drawn.
Rect dragged(const Rect& rect, const Grip& grip, int dx, int dy, const Rect& limits);

/// The rectangle's outline with its eight handles.
void draw_handles(cairo_t* cr, const Viewport& viewport, const Rect& rect, double line);

/// A rectangle that was drawn by eye, put right: one of those that were seen in the picture, if all
/// its sides are within `reach` pixels of that one's, else each side at the innermost clear edge of
/// the picture within `reach` pixels of it, which is where a frame or an outline ends. A side
/// without such an edge stays.
Rect snapped(const PixelSource& source, const Rect& drawn, const std::vector<Rect>& seen,
             int reach);

}  // namespace unweave::view

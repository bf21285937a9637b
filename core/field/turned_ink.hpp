// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/labels/glyphs.hpp"

namespace unweave {

/// A place in a picture, in pixels; whole numbers are corners.
struct Place {
  double x = 0, y = 0;
};

/// Ink turned about its middle, so that text lies in rows.
struct TurnedInk {
  InkMap ink;
  Place middle;         ///< of the ink as it was
  Place turned_middle;  ///< of this one
  double cos = 1, sin = 0;

  /// Where a place of this ink was before.
  Place original(const Place& p) const {
    const double x = p.x - turned_middle.x, y = p.y - turned_middle.y;
    return {middle.x + cos * x + sin * y, middle.y - sin * x + cos * y};
  }
};

/// Makes text upright that runs `degrees` counterclockwise from the horizontal. By quarters and not
/// at all the ink stays as it is, else each pixel is the mean of the four around its old place,
/// weighted by nearness. The area's corner becomes (0, 0).
TurnedInk turned_ink(const InkMap& ink, int degrees);

}  // namespace unweave

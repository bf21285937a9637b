// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/backdrop.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// The frame line of a plot box, peeled off.
struct Frame {
  Rect inside;         ///< what is left; the box itself when it has no frame line
  bool found = false;  ///< a line of one color runs along at least two sides
  Rgb8 ink{};          ///< its color
};

/// Peels the frame line off `box`, whose sides are straight: lines of one color, thin, of like
/// color on at least two sides, and the line inside them where it is a blend of frame and field
/// (anti-aliasing). A field that is flat along a side is not mistaken for a line: a line has an end
/// within a few pixels, and the other sides say how thick it is. A second line within 3 % of the
/// box (a map's double frame) is peeled off with what lies between, as is a band of black and white
/// pieces by turns on all four sides.
Frame peel_frame(const Raster& raster, const Rect& box, const Backdrop& backdrop);

}  // namespace unweave

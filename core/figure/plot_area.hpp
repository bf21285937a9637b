// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/figure/backdrop.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// A rectangle of a figure in which something is plotted. In raster pixels.
struct PlotBox {
  Rect rect;            ///< inside the frame line
  Rect outer;           ///< with the frame line, without ticks
  bool closed = false;  ///< its four sides are straight and closed (a frame, or a full field)
  bool framed = false;  ///< a line of one color runs around it
  double covered = 0;   ///< share of `rect` that is not backdrop
  bool cells = false;   ///< a grid of cells with gaps between them
};

/// Finds the plot boxes of `area`, largest first, those of nearly one size as they are read: row by
/// row from the top, each from the left. `excluded` is what is known not to be plot:
/// color bars, with their outlines.
///
/// A box is made from a connected component: (1) its rows and columns with long runs form a closed
/// rectangle: the frame line, or the straight border of the field; ticks stick out of it and do not
/// count; the line is then peeled off by its even color; (2) otherwise, for a globe or a field
/// with holes at its border, the bounding box of what remains after lines are opened away
/// (morphological opening), with what is near and as thick: islands, cells. A border around
/// everything (a page line, a panel of another color, a window with its bars of buttons, a slide
/// with round corners) is entered when its own inside holds a box with labels.
std::vector<PlotBox> find_plot_boxes(const Raster& raster, const Rect& area,
                                     const Backdrop& backdrop, const std::vector<Rect>& excluded);

}  // namespace unweave

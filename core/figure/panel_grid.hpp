// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/figure/backdrop.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// What is left of a panel when the strips with its name are taken off its sides: bands of one gray
/// from side to side with one line of text in them, and nothing else. In raster pixels; the panel
/// itself where it has none.
Rect without_strips(const Raster& raster, const Rect& panel, const Backdrop& backdrop);

/// The panels of a figure of small multiples whose fields have no frame, and are as white as the
/// paper at places: what straight gaps of paper from side to side leave of `box`, without strips,
/// if there are several of one size and they are no cells of one color each; of a single panel with
/// strips the panel; else nothing.
std::vector<Rect> panels_between_gaps(const Raster& raster, const Rect& box,
                                      const Backdrop& backdrop);

}  // namespace unweave

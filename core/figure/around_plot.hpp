// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/figure/backdrop.hpp"
#include "core/image/no_data.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// The background around a plot that does not fill its bounding box `rect` (raster pixels): what is
/// of the backdrop's color and hangs together (4-connected, so that a thin outline keeps it out)
/// with a corner of the box. It is no data even where its color is one of the map's. Null unless
/// at least three corners are background: a field with straight borders has data in them. Null for
/// a thinned-out raster, whose pixels are not the picture's. In pixels of the picture. Cost: linear
/// in pixels.
std::shared_ptr<const PixelMask> find_outside(const Raster& raster, const Rect& rect,
                                              const Backdrop& backdrop);

}  // namespace unweave

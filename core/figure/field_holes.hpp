// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/figure/backdrop.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/image/no_data.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// The holes of a field whose map has the backdrop's color itself (a map that ends in white, on
/// white paper): areas of that color at whose rims the field jumps. A field that reaches the color
/// runs up to it, or is one step of the bar away. Nothing is told where the field jumps elsewhere
/// too, as cells do, nor in cells with gaps of that color. `bar`: its colors are the field's. Null
/// where there are no holes, and for a thinned-out raster, whose pixels are not the picture's. In
/// pixels of the picture. Cost: linear in pixels; the place on the bar once a distinct color.
std::shared_ptr<const PixelMask> find_holes(const Raster& raster, const Rect& rect,
                                            const Backdrop& backdrop, const BarCandidate& bar);

}  // namespace unweave

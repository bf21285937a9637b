// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/image/geometry.hpp"
#include "plugin/engine/page_drawing.hpp"
#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {

/// A raster that a page holds, and where it is to go in the picture.
struct NativeImage {
  OwnedCairo<cairo_surface_t> pixels;
  bool across = false, down = false;  ///< mirrored left to right, top to bottom
  int columns = 1, rows = 1;          ///< pixels of the picture that each of its own takes
  Rect place;
  PagePlace page;  ///< with which it falls on whole pixels of the picture
};

/// The page's, or its region's, largest raster, pixel on pixel, or where it is clearly coarser than
/// the choice's pixels an inch each of its pixels on several. Nothing where the page holds none,
/// where it is one raster as a whole (a scan), where what is seen is not it (it is cut, turned,
/// covered, see-through), where letters would be stretched, or the picture would have more than
/// `max_pixels`.
///
/// Poppler rounds the size that it states up to whole points: the true one is where the page's
/// drawing fits best, to some 0.05 pixels, and a whole number of pixels an inch if that is near.
std::optional<NativeImage> find_native_image(PopplerPage* page, const PageChoice& choice,
                                             std::int64_t max_pixels);

/// Puts its own pixels into the drawing, over what was drawn on it.
void restore_image(const NativeImage& image, cairo_surface_t* drawing);

}  // namespace unweave::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "core/image/geometry.hpp"
#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {

/// Where a point of the page, from its upper left corner, lies in the picture.
struct PagePlace {
  double x_scale = 1, y_scale = 1;  ///< pixels a point
  double left = 0, top = 0;         ///< pixels before the page begins, [0, 1)
};

/// A raster that the page holds, and the pixels of the picture that it fills.
struct NativeImage {
  OwnedCairo<cairo_surface_t> pixels;
  int across = 1, down = 1;  ///< pixels of the picture that each of its own takes
  Rect place;
};

/// Scales so that the pixels of the page's largest raster fall on whole pixels of the picture, one
/// on one, or where it is clearly coarser than `least` pixels an inch on as many as give that;
/// where the page holds none, where it is one raster as a whole, where letters would be stretched,
/// or the picture would have more than `max_pixels`, `least` in both directions. `image`: that
/// raster, not yet compared with the page.
PagePlace page_place(PopplerPage* page, double least, std::int64_t max_pixels, NativeImage& image);

/// The page on white, without the gaps that soft edges leave between areas that touch: where the
/// softened drawing is lighter than all that an unsoftened one has around, that one is right (a
/// line that is lighter and thinner than a pixel goes with the gaps). Where its letters are known,
/// so that nothing else has to be read, edges besides theirs are not softened at all; null: they
/// are not. Throws as the loaders do.
OwnedCairo<cairo_surface_t> draw_page(PopplerPage* page, int width, int height,
                                      const PagePlace& place, const PageText* text);

/// Puts a raster's own pixels into the drawing, over what was drawn on it, if they are what is seen
/// there: the same, or mirrored. False: they are not (it is cut, turned, covered, see-through).
bool restore_image(const NativeImage& image, cairo_surface_t* drawing);

}  // namespace unweave::engine

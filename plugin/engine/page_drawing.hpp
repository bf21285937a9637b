// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {

/// Where a point of the page, from its upper left corner, lies in the picture.
struct PagePlace {
  double x_scale = 1, y_scale = 1;  ///< pixels a point
  double left = 0, top = 0;         ///< pixels before the page begins, [0, 1)
};

/// The page on white, with soft edges. Throws as the loaders do.
OwnedCairo<cairo_surface_t> draw_softly(PopplerPage* page, int width, int height,
                                        const PagePlace& place);

/// The same without the gaps that soft edges leave between areas that touch: where the
/// softened drawing is lighter than all that an unsoftened one has around, that one is right (a
/// line that is lighter and thinner than a pixel goes with the gaps). Where its letters are known,
/// so that nothing else has to be read, edges besides theirs are not softened at all; null: they
/// are not. Throws as the loaders do.
OwnedCairo<cairo_surface_t> draw_page(PopplerPage* page, int width, int height,
                                      const PagePlace& place, const PageText* text);

}  // namespace unweave::engine

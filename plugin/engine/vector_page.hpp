// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <glib-object.h>
#include <poppler.h>

#include <cstdint>
#include <memory>
#include <string>

#include "core/image/geometry.hpp"
#include "core/image/page_text.hpp"
#include "plugin/engine/picture.hpp"

namespace poppler {
class document;
}

namespace unweave::engine {

struct FreeCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using OwnedCairo = std::unique_ptr<T, FreeCairo>;

struct FreeObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using OwnedObject = std::unique_ptr<T, FreeObject>;

/// Which page of a document, from 1 (0: the first), and how it is to be drawn.
struct PageChoice {
  int number = 0;
  double pixels_per_inch = 0;  ///< at least
  Rect region{};               ///< in points; empty: all of the page
};

/// A page drawn on white at that many pixels an inch, or somewhat more so that a raster in it comes
/// pixel by pixel (plugin/engine/page_drawing.hpp), with its letters as the same document of
/// poppler's other interface has them (null: none). Throws as the loaders do.
Picture load_page(PopplerDocument* document, const poppler::document* text,
                  const PageChoice& choice, std::int64_t max_pixels);

/// Throws HostError where there is none of that number, from 1 (0: the first).
OwnedObject<PopplerPage> open_page(PopplerDocument* document, int number);

PageFigures figures_among_text(PopplerPage* page, const poppler::document& text);

/// Writes PATH1.png and so on for the figures of a page, PATH0.png for all of it, that many pixels
/// long. What cannot be drawn or written is left out.
void draw_thumbnails(PopplerPage* page, const PageFigures& figures, int side,
                     const std::string& path);

struct PagePlace;
/// The letters of a page in the picture's pixels, as they are written in it; none of a page that is
/// a picture as a whole, whose letters are some program's reading of it. Null: there are none.
std::shared_ptr<const PageText> page_letters(const poppler::document& document, PopplerPage* page,
                                             const PagePlace& place);

}  // namespace unweave::engine

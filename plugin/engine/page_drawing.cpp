// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/page_drawing.hpp"

#include <glib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plugin/engine/cairo_pixels.hpp"

namespace unweave::engine {
namespace {

OwnedCairo<cairo_surface_t> draw(PopplerPage* page, int width, int height, const PagePlace& place,
                                 cairo_antialias_t edges) {
  OwnedCairo<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const OwnedCairo<cairo_t> cairo(cairo_create(surface.get()));
  cairo_save(cairo.get());
  cairo_set_antialias(cairo.get(), edges);
  cairo_translate(cairo.get(), place.left, place.top);
  cairo_scale(cairo.get(), place.x_scale, place.y_scale);
  poppler_page_render(page, cairo.get());
  cairo_restore(cairo.get());
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_DEST_OVER);
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS)
    refuse_picture(cairo_status_to_string(cairo_status(cairo.get())));
  cairo_surface_flush(surface.get());
  return surface;
}

/// What the unsoftened drawing says of a place where the softened one differs from it.
enum class Edge {
  None,  ///< it shows one color all around: a line that was too thin for it is missing
  Gap,   ///< the softened one is lighter than all around: paper shines through between areas
  Step   ///< two colors meet
};

Edge edge_at(const CairoPixels& soft, const CairoPixels& hard, int x, int y) {
  constexpr int kRounding = 2;  // levels
  const std::uint32_t seen = soft.get(x, y), drawn = hard.get(x, y);
  bool lighter = true, gap = false, flat = true;
  for (const int shift : kColorShifts) {
    lighter = lighter && level(seen, shift) >= level(drawn, shift);
    int least = 255, most = 0;
    for (int j = std::max(y - 1, 0); j <= std::min(y + 1, hard.height - 1); ++j)
      for (int i = std::max(x - 1, 0); i <= std::min(x + 1, hard.width - 1); ++i) {
        least = std::min(least, level(hard.get(i, j), shift));
        most = std::max(most, level(hard.get(i, j), shift));
      }
    gap = gap || level(seen, shift) > most + kRounding;
    flat = flat && most - least <= kRounding;
  }
  if (lighter && gap) return Edge::Gap;
  return flat ? Edge::None : Edge::Step;
}

/// Where letters are written, which stay soft: they are looked at more closely than lines.
std::vector<Rect> boxes_of(const PageText* text) {
  std::vector<Rect> out;
  if (!text) return out;
  for (const Letter& letter : text->letters) out.push_back(box_of(letter));
  return out;
}

}  // namespace

OwnedCairo<cairo_surface_t> draw_page(PopplerPage* page, int width, int height,
                                      const PagePlace& place, const PageText* text) {
  auto surface = draw(page, width, height, place, CAIRO_ANTIALIAS_DEFAULT);
  const auto unsoftened = draw(page, width, height, place, CAIRO_ANTIALIAS_NONE);
  const CairoPixels soft(surface.get()), hard(unsoftened.get());
  std::vector<char> letters(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
  for (const Rect& box : boxes_of(text)) {
    const Rect seen = intersect(box, {0, 0, width, height});
    for (int y = seen.y; y < seen.bottom(); ++y)
      std::fill_n(letters.begin() + static_cast<std::ptrdiff_t>(y) * width + seen.x, seen.width, 1);
  }
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      if (soft.get(x, y) == hard.get(x, y)) continue;
      const Edge edge = edge_at(soft, hard, x, y);
      const bool letter = letters[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x)] != 0;
      if (edge == Edge::Gap || (edge == Edge::Step && text && !letter))
        soft.set(x, y, hard.get(x, y));
    }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

OwnedCairo<cairo_surface_t> draw_softly(PopplerPage* page, int width, int height,
                                        const PagePlace& place) {
  return draw(page, width, height, place, CAIRO_ANTIALIAS_DEFAULT);
}

}  // namespace unweave::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/vector_page.hpp"

#include <glib.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

constexpr double kPointsPerInch = 72;

/// On white paper, as GIMP renders it.
OwnedCairo<cairo_surface_t> render(PopplerPage* page, int width, int height, double scale) {
  OwnedCairo<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const OwnedCairo<cairo_t> cairo(cairo_create(surface.get()));
  cairo_save(cairo.get());
  cairo_scale(cairo.get(), scale, scale);
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

/// Cairo's words of blue, green, red and opacity; all is opaque.
void take_pixels(cairo_surface_t* surface, Picture& picture) {
  const unsigned char* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  std::byte* out = picture.pixels.data();
  for (int y = 0; y < picture.layout.height; ++y)
    for (int x = 0; x < picture.layout.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, data + static_cast<std::ptrdiff_t>(y) * stride + x * 4, sizeof(pixel));
      for (const int shift : {16, 8, 0, 24}) *out++ = static_cast<std::byte>(pixel >> shift & 0xFF);
    }
}

}  // namespace

Picture load_page(PopplerDocument* document, const poppler::document* text, int number,
                  double pixels_per_inch, std::int64_t max_pixels) {
  if (number > poppler_document_get_n_pages(document)) refuse_page(number);
  const OwnedObject<PopplerPage> page(poppler_document_get_page(document, std::max(number, 1) - 1));
  if (!page) refuse_picture({});
  double width = 0, height = 0;
  poppler_page_get_size(page.get(), &width, &height);
  const double scale = pixels_per_inch / kPointsPerInch;
  Picture picture;
  if (!(width * scale <= kLongestSide && height * scale <= kLongestSide))
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  picture.layout.width = static_cast<int>(width * scale);
  picture.layout.height = static_cast<int>(height * scale);
  picture.layout.channels = 4;
  picture.layers = poppler_document_get_n_pages(document);
  if (picture.layout.width < 1 || picture.layout.height < 1) refuse_picture({});
  picture.make_pixels(max_pixels);
  take_pixels(render(page.get(), picture.layout.width, picture.layout.height, scale).get(),
              picture);
  if (text) picture.text = page_letters(*text, page.get(), scale);
  return picture;
}

}  // namespace unweave::engine

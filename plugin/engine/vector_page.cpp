// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/vector_page.hpp"

#include <glib.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "plugin/engine/native_image.hpp"
#include "plugin/engine/page_drawing.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

constexpr double kPointsPerInch = 72;

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
  const auto image = find_native_image(page.get(), pixels_per_inch, max_pixels);
  const double scale = pixels_per_inch / kPointsPerInch;
  const PagePlace place = image ? image->page : PagePlace{scale, scale, 0, 0};
  Picture picture;
  if (!(width * place.x_scale + 1 <= kLongestSide && height * place.y_scale + 1 <= kLongestSide))
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  picture.layout.width = static_cast<int>(width * place.x_scale + place.left);
  picture.layout.height = static_cast<int>(height * place.y_scale + place.top);
  picture.layout.channels = 4;
  picture.layers = poppler_document_get_n_pages(document);
  if (picture.layout.width < 1 || picture.layout.height < 1) refuse_picture({});
  picture.make_pixels(max_pixels);
  if (text) picture.text = page_letters(*text, page.get(), place);
  const auto drawing =
      draw_page(page.get(), picture.layout.width, picture.layout.height, place, picture.text.get());
  if (image) restore_image(*image, drawing.get());
  take_pixels(drawing.get(), picture);
  return picture;
}

}  // namespace unweave::engine

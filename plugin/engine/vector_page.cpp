// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/vector_page.hpp"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "core/figure/page_figures.hpp"
#include "plugin/engine/cairo_pixels.hpp"
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

/// Those that can be seen in the picture of a part of the page.
std::shared_ptr<const PageText> letters_in(std::shared_ptr<const PageText> text,
                                           const PixelLayout& layout) {
  if (!text) return text;
  auto seen = std::make_shared<PageText>(*text);
  std::erase_if(seen->letters, [&](const Letter& letter) {
    const double x = letter.x + letter.width / 2, y = letter.y + letter.height / 2;
    return x < 0 || y < 0 || x >= layout.width || y >= layout.height;
  });
  return seen->letters.empty() ? nullptr : seen;
}

}  // namespace

OwnedObject<PopplerPage> open_page(PopplerDocument* document, int number) {
  if (number > poppler_document_get_n_pages(document)) refuse_page(number);
  OwnedObject<PopplerPage> page(poppler_document_get_page(document, std::max(number, 1) - 1));
  if (!page) refuse_picture({});
  return page;
}

PageFigures figures_among_text(PopplerPage* page, const poppler::document& text) {
  constexpr double kLongest = 4000;  // points; a poster of size A0 has 3370
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  if (!(width >= 1 && height >= 1 && width <= kLongest && height <= kLongest)) return std::nullopt;
  const PagePlace place{1, 1, 0, 0};
  const auto letters = page_letters(text, page, place);
  if (!letters) return std::nullopt;
  BytePlane drawn(static_cast<int>(width), static_cast<int>(height));
  const auto drawing = draw_softly(page, drawn.width, drawn.height, place);
  const CairoPixels pixels(drawing.get());
  constexpr int kPaper = 250;  // levels; paper is white here
  for (int y = 0; y < drawn.height; ++y)
    for (int x = 0; x < drawn.width; ++x)
      drawn.at(x, y) = std::ranges::any_of(
          kColorShifts, [&](int shift) { return level(pixels.get(x, y), shift) < kPaper; });
  return figures_on_page(*letters, drawn);
}

void draw_thumbnails(PopplerPage* page, const PageFigures& figures, int side,
                     const std::string& path) {
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  const auto draw = [&](double x, double y, double w, double h, std::size_t number) {
    const double scale = side / std::max({w, h, 1.0});
    const auto drawing = draw_softly(page, std::max(1, static_cast<int>(w * scale)),
                                     std::max(1, static_cast<int>(h * scale)),
                                     {scale, scale, -x * scale, -y * scale});
    (void)cairo_surface_write_to_png(drawing.get(),
                                     (path + std::to_string(number) + ".png").c_str());
  };
  try {
    if (!figures) return draw(0, 0, width, height, 0);
    for (std::size_t i = 0; i < figures->size(); ++i) {
      const Rect& at = (*figures)[i];
      draw(at.x, at.y, at.width, at.height, i + 1);
    }
  } catch (const plugin::HostError&) {
    return;  // the list names the figure all the same
  }
}

Picture load_page(PopplerDocument* document, const poppler::document* text,
                  const PageChoice& choice, std::int64_t max_pixels) {
  const OwnedObject<PopplerPage> page = open_page(document, choice.number);
  double width = 0, height = 0;
  poppler_page_get_size(page.get(), &width, &height);
  const double scale = choice.pixels_per_inch / kPointsPerInch;
  auto image = find_native_image(page.get(), choice, max_pixels);
  PagePlace place = image ? image->page : PagePlace{scale, scale, 0, 0};
  if (!choice.region.empty()) {
    // By whole pixels, so that a raster stays on them.
    const double left = std::floor(choice.region.x * place.x_scale + place.left);
    const double top = std::floor(choice.region.y * place.y_scale + place.top);
    place.left -= left;
    place.top -= top;
    if (image) image->place.x -= static_cast<int>(left);
    if (image) image->place.y -= static_cast<int>(top);
    width = choice.region.right();
    height = choice.region.bottom();
  }
  Picture picture;
  if (!(width * place.x_scale + 1 <= kLongestSide && height * place.y_scale + 1 <= kLongestSide))
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  picture.layout.width = static_cast<int>(width * place.x_scale + place.left);
  picture.layout.height = static_cast<int>(height * place.y_scale + place.top);
  picture.layout.channels = 4;
  picture.layers = poppler_document_get_n_pages(document);
  if (picture.layout.width < 1 || picture.layout.height < 1) refuse_picture({});
  picture.make_pixels(max_pixels);
  if (text) picture.text = letters_in(page_letters(*text, page.get(), place), picture.layout);
  const auto drawing =
      draw_page(page.get(), picture.layout.width, picture.layout.height, place, picture.text.get());
  if (image) restore_image(*image, drawing.get());
  take_pixels(drawing.get(), picture);
  return picture;
}

}  // namespace unweave::engine

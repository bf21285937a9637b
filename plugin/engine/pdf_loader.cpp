// SPDX-License-Identifier: GPL-3.0-or-later
#include <cairo.h>
#include <glib.h>
#include <poppler.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>

#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

// What GIMP takes where nobody is asked.
constexpr double kPixelsPerInch = 100, kPointsPerInch = 72;

struct Free {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

struct FreeObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using Document = std::unique_ptr<PopplerDocument, FreeObject>;
using Page = std::unique_ptr<PopplerPage, FreeObject>;

Document open_document(const std::string& path) {
  const std::unique_ptr<GFile, FreeObject> file(g_file_new_for_path(path.c_str()));
  GError* error = nullptr;
  Document document(poppler_document_new_from_gfile(file.get(), nullptr, nullptr, &error));
  if (document) return document;
  std::string words = error ? error->message : "";
  g_clear_error(&error);
  while (words.ends_with('.')) words.pop_back();
  refuse_picture(words);
}

/// On white paper, as GIMP renders it.
Owned<cairo_surface_t> render(PopplerPage* page, int width, int height, double scale) {
  Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const Owned<cairo_t> cairo(cairo_create(surface.get()));
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

int count_pdf_pages(const std::string& path) {
  return poppler_document_get_n_pages(open_document(path).get());
}

Picture load_pdf(const std::string& path, int number, std::int64_t max_pixels) {
  const Document document = open_document(path);
  if (number > poppler_document_get_n_pages(document.get())) refuse_page(number);
  const Page page(poppler_document_get_page(document.get(), std::max(number, 1) - 1));
  if (!page) refuse_picture({});
  double width = 0, height = 0;
  poppler_page_get_size(page.get(), &width, &height);
  const double scale = kPixelsPerInch / kPointsPerInch;
  Picture picture;
  if (!(width * scale <= kLongestSide && height * scale <= kLongestSide))
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  picture.layout.width = static_cast<int>(width * scale);
  picture.layout.height = static_cast<int>(height * scale);
  picture.layout.channels = 4;
  picture.layers = poppler_document_get_n_pages(document.get());
  if (picture.layout.width < 1 || picture.layout.height < 1) refuse_picture({});
  picture.make_pixels(max_pixels);
  take_pixels(render(page.get(), picture.layout.width, picture.layout.height, scale).get(),
              picture);
  return picture;
}

}  // namespace unweave::engine

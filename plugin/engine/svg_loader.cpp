// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/picture.hpp"

#ifdef UNWEAVE_RSVG
#include <cairo-pdf.h>
#include <gio/gio.h>
#include <librsvg/rsvg.h>
#include <poppler-document.h>

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>

#include "plugin/engine/vector_page.hpp"
#else
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"
#endif

namespace unweave::engine {

#ifdef UNWEAVE_RSVG

namespace {

// CSS: a pixel is 1/96 inch, a point 1/72.
constexpr double kPixelsPerInch = 96, kPointsPerPixel = 0.75;

[[noreturn]] void refuse(GError* error) {
  std::string words = error ? error->message : "";
  g_clear_error(&error);
  while (words.ends_with('.')) words.pop_back();
  refuse_picture(words);
}

/// Without a place of its own, so that it cannot make anyone open other files.
OwnedObject<RsvgHandle> open_drawing(const std::string& path) {
  const OwnedObject<GFile> file(g_file_new_for_path(path.c_str()));
  GError* error = nullptr;
  const OwnedObject<GFileInputStream> bytes(g_file_read(file.get(), nullptr, &error));
  if (!bytes) refuse(error);
  OwnedObject<RsvgHandle> drawing(rsvg_handle_new_from_stream_sync(
      G_INPUT_STREAM(bytes.get()), nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
  if (!drawing) refuse(error);
  rsvg_handle_set_dpi(drawing.get(), kPixelsPerInch);
  return drawing;
}

struct Size {
  double width = 0, height = 0;
};

/// In CSS pixels; of a drawing that names none, its view box.
Size size_of(RsvgHandle* drawing) {
  Size size;
  if (rsvg_handle_get_intrinsic_size_in_pixels(drawing, &size.width, &size.height)) return size;
  gboolean any = FALSE;
  RsvgRectangle box{};
  rsvg_handle_get_intrinsic_dimensions(drawing, nullptr, nullptr, nullptr, nullptr, &any, &box);
  if (any) size = {box.width, box.height};
  return size;
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  g_byte_array_append(static_cast<GByteArray*>(bytes), data, length);
  return CAIRO_STATUS_SUCCESS;
}

struct FreeBytes {
  void operator()(GByteArray* bytes) const { g_byte_array_unref(bytes); }
  void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
};

/// The drawing as a PDF file of one page, in which text stays text.
std::unique_ptr<GBytes, FreeBytes> as_pdf(RsvgHandle* drawing, const Size& size) {
  std::unique_ptr<GByteArray, FreeBytes> bytes(g_byte_array_new());
  const OwnedCairo<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(
      append, bytes.get(), size.width * kPointsPerPixel, size.height * kPointsPerPixel));
  const OwnedCairo<cairo_t> cairo(cairo_create(surface.get()));
  cairo_scale(cairo.get(), kPointsPerPixel, kPointsPerPixel);
  const RsvgRectangle whole{0, 0, size.width, size.height};
  GError* error = nullptr;
  if (!rsvg_handle_render_document(drawing, cairo.get(), &whole, &error)) refuse(error);
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    refuse_picture(cairo_status_to_string(cairo_surface_status(surface.get())));
  return std::unique_ptr<GBytes, FreeBytes>(g_byte_array_free_to_bytes(bytes.release()));
}

}  // namespace

Picture load_svg(const std::string& path, std::int64_t max_pixels) {
  const OwnedObject<RsvgHandle> drawing = open_drawing(path);
  const Size size = size_of(drawing.get());
  if (!(size.width >= 1 && size.height >= 1)) refuse_picture({});
  const auto pdf = as_pdf(drawing.get(), size);
  GError* error = nullptr;
  const OwnedObject<PopplerDocument> document(
      poppler_document_new_from_bytes(pdf.get(), nullptr, &error));
  if (!document) refuse(error);
  gsize size_of_pdf = 0;
  const auto* data = static_cast<const char*>(g_bytes_get_data(pdf.get(), &size_of_pdf));
  const std::unique_ptr<poppler::document> text(
      poppler::document::load_from_raw_data(data, static_cast<int>(size_of_pdf)));
  return load_page(document.get(), text.get(), {1, kPixelsPerInch}, max_pixels);
}

#else

Picture load_svg(const std::string&, std::int64_t) {
  throw plugin::NeedsGimp(_("the engine does not know its format"));
}

#endif

}  // namespace unweave::engine

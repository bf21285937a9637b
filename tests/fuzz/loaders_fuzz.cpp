// SPDX-License-Identifier: GPL-3.0-or-later
// jpeglib.h needs what stands in <cstdio>.
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include <cairo-pdf.h>
#include <cairo.h>
#include <webp/encode.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <numbers>
#include <string>
#include <vector>

#include "plugin/engine/picture.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/picture_file.hpp"
#include "tests/fuzz/fuzz.hpp"

// Files that call themselves pictures, through what the engine loads them with: a whole picture or
// a reason, whatever the bytes.

namespace unweave::fuzz {

namespace {

constexpr int kWidth = 40, kHeight = 30;
constexpr std::int64_t kMost = 1 << 20;  // pixels, as --max-pixels sees to it

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

cairo_status_t append(void* text, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

void paint(cairo_surface_t* surface) {
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface),
                                                                 cairo_destroy);
  for (int x = 0; x < kWidth; ++x) {
    cairo_set_source_rgb(cairo.get(), x / double{kWidth}, 0.4, 1 - x / double{kWidth});
    cairo_rectangle(cairo.get(), x, 0, 1, kHeight);
    cairo_fill(cairo.get());
  }
}

std::string png(cairo_format_t format) {
  const Surface surface(cairo_image_surface_create(format, kWidth, kHeight), cairo_surface_destroy);
  paint(surface.get());
  std::string file;
  cairo_surface_write_to_png_stream(surface.get(), append, &file);
  return file;
}

std::string pdf() {
  std::string file;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &file, kWidth, kHeight),
                        cairo_surface_destroy);
  paint(surface.get());
  cairo_surface_finish(surface.get());
  return file;
}

/// A page with text, upright and turned, and a raster beside it.
std::string written_pdf() {
  constexpr int kPage = 120;  // points
  std::string file;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &file, kPage, kPage),
                        cairo_surface_destroy);
  const Surface raster(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kWidth, kHeight),
                       cairo_surface_destroy);
  paint(raster.get());
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                 cairo_destroy);
  cairo_set_source_surface(cairo.get(), raster.get(), kWidth, kHeight);
  cairo_paint(cairo.get());
  cairo_set_source_rgb(cairo.get(), 0, 0, 0);
  cairo_move_to(cairo.get(), kWidth, kHeight - 5);
  cairo_show_text(cairo.get(), "-10 km");
  cairo_move_to(cairo.get(), kWidth - 5, kPage - kHeight);
  cairo_rotate(cairo.get(), -std::numbers::pi / 2);
  cairo_show_text(cairo.get(), "T");
  cairo_surface_finish(surface.get());
  return file;
}

/// A page of text with a figure in it.
std::string paper_pdf() {
  constexpr int kPage = 200, kSide = 80;  // points
  std::string file;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &file, kPage, kPage),
                        cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                 cairo_destroy);
  cairo_set_source_rgb(cairo.get(), 0, 0.5, 1);
  cairo_rectangle(cairo.get(), 20, 20, kSide, kSide);
  cairo_fill(cairo.get());
  cairo_set_source_rgb(cairo.get(), 0, 0, 0);
  cairo_move_to(cairo.get(), 20, 20 + kSide + 20);
  cairo_show_text(cairo.get(), "Fig. 1. So");
  cairo_surface_finish(surface.get());
  return file;
}

std::string svg() {
  return "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'>"
         "<rect x='5' y='5' width='20' height='20' fill='#804020'/>"
         "<text x='30' y='20' font-size='9'>10<tspan dy='-4' font-size='6'>-7</tspan></text></svg>";
}

std::string webp(bool lossless) {
  std::vector<std::uint8_t> rgb;
  for (int i = 0; i < kWidth * kHeight; ++i)
    for (const int sample : {6 * (i % kWidth), 90, 255 - 6 * (i % kWidth)})
      rgb.push_back(static_cast<std::uint8_t>(sample));
  std::uint8_t* out = nullptr;
  constexpr float kQuality = 80;
  const std::size_t size =
      lossless ? WebPEncodeLosslessRGB(rgb.data(), kWidth, kHeight, 3 * kWidth, &out)
               : WebPEncodeRGB(rgb.data(), kWidth, kHeight, 3 * kWidth, kQuality, &out);
  std::string file(reinterpret_cast<const char*>(out), size);
  WebPFree(out);
  return file;
}

std::string jpeg(bool progressive) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &out, &size);
  info.image_width = kWidth;
  info.image_height = kHeight;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  if (progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  std::vector<unsigned char> row(3 * kWidth);
  for (int y = 0; y < kHeight; ++y) {
    for (int i = 0; i < 3 * kWidth; ++i) row[i] = static_cast<unsigned char>(2 * i + 3 * y);
    JSAMPROW at = row.data();
    jpeg_write_scanlines(&info, &at, 1);
  }
  jpeg_finish_compress(&info);
  std::string file(reinterpret_cast<const char*>(out), size);
  jpeg_destroy_compress(&info);
  std::free(out);  // NOLINT(cppcoreguidelines-no-malloc): libjpeg's
  return file;
}

std::string le16(int v) { return {static_cast<char>(v), static_cast<char>(v >> 8)}; }
std::string le32(int v) { return le16(v) + le16(v >> 16); }

/// Gray, of that many bits.
std::string tiff(int bits) {
  const int bytes = kWidth * kHeight * bits / 8;
  std::string out = std::string("II*\0", 4) + le32(8 + bytes);
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(i);
  const int fields[][2] = {{256, kWidth}, {257, kHeight}, {258, bits},    {259, 1},    {262, 1},
                           {273, 8},      {277, 1},       {278, kHeight}, {279, bytes}};
  out += le16(static_cast<int>(std::size(fields)));
  for (const auto& [tag, value] : fields) out += le16(tag) + le16(4) + le32(1) + le32(value);
  return out + le32(0);
}

/// 2 x 2 pixels of two colors.
std::string gif() {
  return std::string("GIF89a\2\0\2\0\x80\0\0\xff\0\0\0\0\xff", 19) +
         std::string("\x21\xf9\4\1\0\0\1\0", 8) + std::string(",\0\0\0\0\2\0\2\0\0", 10) +
         std::string("\2\3\x44\x34\5\0;", 7);
}

/// The page, or of a page of text the first figure in it.
engine::Picture load_figure(const std::string& path, int page) {
  Rect region;
  engine::look_at_pages(path, page, page, {}, [&](int number, const engine::PageFigures& figures) {
    PROMISED(number == page);
    if (!figures) return;
    for (const Rect& at : *figures) PROMISED(at.x >= 0 && at.y >= 0 && !at.empty());
    if (!figures->empty()) region = figures->front();
  });
  return engine::load_pdf(path, page, region, kMost);
}

engine::Picture load(const std::string& path, plugin::PictureFile::Format format, int page) {
  using Format = plugin::PictureFile::Format;
  switch (format) {
    case Format::Png:
      return engine::load_png(path, kMost);
    case Format::Jpeg:
      return engine::load_jpeg(path, kMost);
    case Format::Tiff:
      return engine::load_tiff(path, page, kMost);
    case Format::WebP:
      return engine::load_webp(path, page, kMost);
    case Format::Gif:
      return engine::load_gif(path, page, kMost);
    case Format::Pdf:
      return load_figure(path, page);
    case Format::Svg:
      return engine::load_svg(path, kMost);
    default:
      throw plugin::HostError("no picture");
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {png(CAIRO_FORMAT_RGB24),
          png(CAIRO_FORMAT_ARGB32),
          png(CAIRO_FORMAT_A8),
          webp(true),
          webp(false),
          tiff(8),
          jpeg(false),
          jpeg(true),
          tiff(16),
          tiff(32),
          gif(),
          pdf(),
          written_pdf(),
          paper_pdf(),
          svg()};
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;  // NOLINT(google-build-using-namespace)
  const std::string file = fuzz::as_file(data, size);
  const auto seen = plugin::look_at_picture(file, plugin::Look::Size);
  if (seen.pixels > fuzz::kMost) return 0;
  const int page = static_cast<int>(size % 3);  // 0: the first, with a look at the others
  try {
    const engine::Picture picture = fuzz::load(file, seen.format, page);
    PROMISED(picture.layout.width > 0 && picture.layout.height > 0);
    PROMISED(picture.layout.channels >= 1 && picture.layout.channels <= 4);
    PROMISED(picture.layers >= 1);
    PROMISED(picture.pixels.size() ==
             picture.row_bytes() * static_cast<std::size_t>(picture.layout.height));
    if (picture.text)
      for (const Letter& letter : picture.text->letters)
        PROMISED(!letter.text.empty() && letter.width > 0 && letter.height > 0);
  } catch (const engine::TooLarge& large) {
    PROMISED(large.layout.width > fuzz::kMost / large.layout.height);
  } catch (const plugin::HostError& reason) {
    PROMISED(std::string(reason.what()).size() < 4096);
  } catch (const std::bad_alloc&) {
  }
  return 0;
}

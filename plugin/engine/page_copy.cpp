// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/page_copy.hpp"

#include <glib.h>
#include <png.h>

#include <algorithm>

#include "plugin/engine/picture.hpp"
#include "plugin/request/page_origin.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::engine {
namespace {

using Format = plugin::PictureFile::Format;

/// Of 8 bits, RGB with or without opacity.
void write_png(const Picture& picture, const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.layout.width);
  image.height = static_cast<png_uint_32>(picture.layout.height);
  image.format = picture.layout.channels == 4 ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  if (!png_image_write_to_file(&image, path.c_str(), 0, picture.pixels.data(), 0, nullptr))
    refuse_picture(image.message);
}

/// The letters that the file has there.
void write_origin(const Picture& picture, const PageOfFile& from, const std::string& copy) {
  plugin::PageOrigin origin;
  origin.page = std::max(from.page, 1);
  origin.pages = picture.layers;
  origin.figures = picture.figures;
  origin.letters = picture.text;
  if (picture.text)
    origin.digest = plugin::digest_at_letters(MemorySource(picture.layout, picture.pixels.data()),
                                              *picture.text);
  const std::string text = plugin::page_origin_json(origin);
  if (!g_file_set_contents(plugin::path_of_origin(copy).c_str(), text.data(),
                           static_cast<gssize>(text.size()), nullptr))
    refuse_picture({});
}

}  // namespace

int count_pages(const std::string& path) {
  const auto file = plugin::look_at_picture(path, plugin::Look::Size);
  return file.format == Format::Pdf ? count_pdf_pages(path) : static_cast<int>(file.pages);
}

void copy_page(const PageOfFile& from, std::int64_t max_pixels, const std::string& copy) {
  const auto& [path, page, region] = from;
  switch (plugin::look_at_picture(path, plugin::Look::Size).format) {
    case Format::Tiff:
      return copy_tiff_page(path, page, copy);
    case Format::WebP:
      return write_png(load_webp(path, page, max_pixels), copy);
    case Format::Gif:
      return write_png(load_gif(path, page, max_pixels), copy);
    case Format::Pdf: {
      const Picture picture = load_pdf(path, page, region, max_pixels);
      write_png(picture, copy);
      return write_origin(picture, from, copy);
    }
    default:
      refuse_page(page);
  }
}

}  // namespace unweave::engine

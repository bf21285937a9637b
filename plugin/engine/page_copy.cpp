// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/page_copy.hpp"

#include <png.h>

#include "plugin/engine/picture.hpp"
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
    case Format::Pdf:
      return write_png(load_pdf(path, page, region, max_pixels), copy);
    default:
      refuse_page(page);
  }
}

}  // namespace unweave::engine

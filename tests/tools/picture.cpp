// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tools/picture.hpp"

#include <jpeglib.h>
#include <png.h>

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace unweave::tools {

namespace {

Picture read_png(const std::vector<char>& bytes, const std::string& path) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
    throw std::runtime_error(path + ": " + image.message);
  image.format = PNG_FORMAT_RGB;
  Picture out{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  out.rgb.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  if (!png_image_finish_read(&image, &white, out.rgb.data(), 0, nullptr))
    throw std::runtime_error(path + ": " + image.message);
  return out;
}

[[noreturn]] void on_jpeg_error(j_common_ptr info) {
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  throw std::runtime_error(message);
}

Picture read_jpeg(const std::vector<char>& bytes) {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  errors.error_exit = on_jpeg_error;
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  Picture out{static_cast<int>(info.output_width), static_cast<int>(info.output_height), {}};
  out.rgb.resize(3 * static_cast<std::size_t>(out.width) * out.height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = out.rgb.data() + 3 * static_cast<std::size_t>(out.width) * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return out;
}

}  // namespace

Picture read_picture(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() > 3 && static_cast<unsigned char>(bytes[0]) == 0xff) return read_jpeg(bytes);
  return read_png(bytes, path);
}

}  // namespace unweave::tools

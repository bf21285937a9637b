// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jpeg.hpp"

#include <jpeglib.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

namespace unweave::testing {

namespace {

using Bytes = std::unique_ptr<unsigned char, decltype(&std::free)>;

/// Settings as jpeg_set_defaults() leaves them: baseline, 4:2:0 unless chroma is to be full.
Bytes compressed(const Picture& picture, int quality, bool half_chroma, unsigned long& size) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* bytes = nullptr;
  jpeg_mem_dest(&jpeg, &bytes, &size);
  jpeg.image_width = static_cast<JDIMENSION>(picture.width);
  jpeg.image_height = static_cast<JDIMENSION>(picture.height);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  if (!half_chroma) jpeg.comp_info[0].h_samp_factor = jpeg.comp_info[0].v_samp_factor = 1;
  jpeg_start_compress(&jpeg, TRUE);
  std::vector<std::uint8_t> row;
  for (int y = 0; y < picture.height; ++y) {
    row.assign(picture.at(0, y), picture.at(0, y) + std::ptrdiff_t{3} * picture.width);
    JSAMPROW rows[] = {row.data()};
    jpeg_write_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  return {bytes, &std::free};
}

}  // namespace

Picture through_jpeg(const Picture& picture, int quality, bool half_chroma) {
  unsigned long size = 0;
  const Bytes bytes = compressed(picture, quality, half_chroma, size);
  Picture out = picture;
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.get(), size);
  jpeg_read_header(&jpeg, TRUE);
  jpeg_start_decompress(&jpeg);
  for (int y = 0; y < out.height; ++y) {
    JSAMPROW rows[] = {out.at(0, y)};
    jpeg_read_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return out;
}

}  // namespace unweave::testing

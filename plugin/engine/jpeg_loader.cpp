// SPDX-License-Identifier: GPL-3.0-or-later
// jpeglib.h needs what stands in <cstdio>.
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "plugin/engine/metadata.hpp"
#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

using namespace std::string_view_literals;

// NOLINTBEGIN(cert-err52-cpp): libjpeg knows no other way out of an error.
/// The libjpeg part. Errors leave libjpeg by longjmp(), so the functions that call it hold nothing
/// that has to be destroyed, and what they change lives in this object.
class JpegReader {
 public:
  JpegReader(const std::string& path, std::int64_t max_pixels)
      : max_pixels_(max_pixels), file_(std::fopen(path.c_str(), "rbe")) {
    info_.err = jpeg_std_error(&errors_);
    errors_.error_exit = on_error;
    errors_.output_message = on_message;
    info_.client_data = this;
  }
  ~JpegReader() {
    jpeg_destroy_decompress(&info_);
    if (file_) (void)std::fclose(file_);
  }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  Picture load();

 private:
  static void on_message(j_common_ptr info) {
    auto& reader = *static_cast<JpegReader*>(info->client_data);
    info->err->format_message(info, reader.words_.data());
    (void)std::fprintf(stderr, "JPEG image-Warning: %s\n\n", reader.words_.data());
  }
  static void on_error(j_common_ptr info) {
    on_message(info);
    longjmp(static_cast<JpegReader*>(info->client_data)->jump_, 1);
  }

  bool read_head();
  bool start();
  bool read_rows();
  void keep_band();
  void refuse_what_gimp_changes() const;

  std::int64_t max_pixels_;
  std::FILE* file_;
  jpeg_decompress_struct info_{};
  jpeg_error_mgr errors_{};
  std::jmp_buf jump_{};
  std::array<char, JMSG_LENGTH_MAX> words_{};
  Picture picture_;
  std::vector<std::byte> band_;
  int begin_ = 0, count_ = 0;
};

bool JpegReader::read_head() {
  if (setjmp(jump_)) return false;
  jpeg_create_decompress(&info_);
  jpeg_stdio_src(&info_, file_);
  jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header(&info_, TRUE);
  return true;
}

bool JpegReader::start() {
  if (setjmp(jump_)) return false;
  info_.dct_method = JDCT_FLOAT;  // as GIMP does
  jpeg_start_decompress(&info_);
  return true;
}

bool JpegReader::read_rows() {
  if (setjmp(jump_)) return false;
  while (info_.output_scanline < info_.output_height) {
    begin_ = static_cast<int>(info_.output_scanline);
    count_ = std::min(kTileRows, picture_.layout.height - begin_);
    for (int row = 0; row < count_; ++row) {
      auto* at = reinterpret_cast<JSAMPROW>(&band_[picture_.row_bytes() * row]);
      jpeg_read_scanlines(&info_, &at, 1);
    }
    keep_band();
  }
  jpeg_finish_decompress(&info_);
  return true;
}

void JpegReader::keep_band() {
  std::memcpy(&picture_.pixels[picture_.row_bytes() * begin_], band_.data(),
              picture_.row_bytes() * static_cast<std::size_t>(count_));
}

void JpegReader::refuse_what_gimp_changes() const {
  if (info_.out_color_space != JCS_GRAYSCALE && info_.out_color_space != JCS_RGB)
    throw plugin::NeedsGimp(_("its colors are CMYK"));
  if (std::max(info_.image_width, info_.image_height) > kLongestSide)
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  constexpr std::string_view kExif = "Exif\0\0"sv;
  for (const auto* marker = info_.marker_list; marker; marker = marker->next) {
    const std::span data(reinterpret_cast<const std::byte*>(marker->data), marker->data_length);
    if (data.size() > kExif.size() && std::memcmp(data.data(), kExif.data(), kExif.size()) == 0)
      refuse_turned(data.subspan(kExif.size()));
  }
}

Picture JpegReader::load() {
  if (!file_ || !read_head()) refuse_picture(words_.data());
  refuse_what_gimp_changes();
  if (!start()) refuse_picture(words_.data());
  picture_.layout = {static_cast<int>(info_.output_width), static_cast<int>(info_.output_height),
                     SampleType::U8, info_.output_components, false};
  picture_.make_pixels(max_pixels_);
  band_.resize(picture_.row_bytes() * kTileRows);
  if (!read_rows()) keep_band();
  return std::move(picture_);
}

}  // namespace

Picture load_jpeg(const std::string& path, std::int64_t max_pixels) {
  return JpegReader(path, max_pixels).load();
}

// NOLINTEND(cert-err52-cpp)
}  // namespace unweave::engine

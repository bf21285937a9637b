// SPDX-License-Identifier: GPL-3.0-or-later
#include "python/jpeg.hpp"

// jpeglib.h needs what stands in <cstdio>.
// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on

#include <array>
#include <csetjmp>
#include <utility>

namespace unweave::python {
namespace {

/// Errors leave libjpeg by longjmp(), so the functions that call it hold nothing that has to be
/// destroyed, and what they change lives in this object.
class Decoder {
 public:
  explicit Decoder(std::span<const std::byte> file) : file_(file) {
    info_.err = jpeg_std_error(&errors_);
    errors_.error_exit = on_error;
    errors_.output_message = on_message;
    errors_.emit_message = on_warning;
    info_.client_data = this;
  }
  ~Decoder() { jpeg_destroy_decompress(&info_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  Jpeg decode() {
    if (!start()) return std::move(jpeg_);
    const int channels = info_.output_components;
    if (info_.out_color_space != JCS_GRAYSCALE && info_.out_color_space != JCS_RGB)
      return std::move(jpeg_);
    jpeg_.channels = channels;
    jpeg_.width = static_cast<int>(info_.output_width);
    jpeg_.height = static_cast<int>(info_.output_height);
    row_bytes_ = static_cast<std::size_t>(jpeg_.width) * channels;
    jpeg_.pixels.resize(row_bytes_ * jpeg_.height);
    read_rows();
    return std::move(jpeg_);
  }

 private:
  static void on_message(j_common_ptr info) {
    auto& decoder = *static_cast<Decoder*>(info->client_data);
    std::array<char, JMSG_LENGTH_MAX> words{};
    info->err->format_message(info, words.data());
    if (decoder.jpeg_.words.empty()) decoder.jpeg_.words = words.data();
  }
  /// Levels below 0 are warnings: data that is wrong or missing.
  static void on_warning(j_common_ptr info, int level) {
    if (level < 0) on_message(info);
  }
  static void on_error(j_common_ptr info) {
    on_message(info);
    longjmp(static_cast<Decoder*>(info->client_data)->jump_, 1);
  }

  bool start() {
    if (setjmp(jump_)) return false;
    jpeg_create_decompress(&info_);
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(file_.data()), file_.size());
    jpeg_read_header(&info_, TRUE);
    info_.dct_method = JDCT_FLOAT;
    jpeg_start_decompress(&info_);
    return true;
  }
  void read_rows() {
    if (setjmp(jump_)) return;
    while (info_.output_scanline < info_.output_height) {
      JSAMPROW row = jpeg_.pixels.data() + row_bytes_ * info_.output_scanline;
      jpeg_read_scanlines(&info_, &row, 1);
    }
    jpeg_finish_decompress(&info_);
  }

  std::span<const std::byte> file_;
  jpeg_decompress_struct info_{};
  jpeg_error_mgr errors_{};
  std::jmp_buf jump_{};
  std::size_t row_bytes_ = 0;
  Jpeg jpeg_;
};

}  // namespace

Jpeg decode_jpeg(std::span<const std::byte> file) { return Decoder(file).decode(); }

}  // namespace unweave::python

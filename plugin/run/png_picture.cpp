// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/png_picture.hpp"

#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/samples.hpp"

namespace unweave::plugin {
namespace {

constexpr int kBandRows = 64;

// NOLINTBEGIN(cert-err52-cpp): libpng knows no other way out of an error.
/// The libpng part. Errors leave libpng by longjmp(), so the functions that call it hold nothing
/// that has to be destroyed.
class PngWriter {
 public:
  explicit PngWriter(AtomicFile& file)
      : file_(file),
        png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, this, on_error, nullptr)),
        info_(png_ ? png_create_info_struct(png_) : nullptr) {}
  ~PngWriter() { png_destroy_write_struct(&png_, &info_); }
  PngWriter(const PngWriter&) = delete;
  PngWriter& operator=(const PngWriter&) = delete;

  bool begin(int width, int height, int bits, int channels) {
    constexpr std::array<int, 4> kTypes{PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
                                        PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    if (!png_ || !info_) return false;
    if (setjmp(png_jmpbuf(png_))) return false;
    png_set_write_fn(png_, this, on_write, [](png_structp) {});
    png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(png_, info_, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height),
                 bits, kTypes[static_cast<std::size_t>(channels) - 1], PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png_, info_);
    if (bits > 8 && std::endian::native == std::endian::little) png_set_swap(png_);
    return true;
  }
  bool row(const std::byte* samples) {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_write_row(png_, reinterpret_cast<png_const_bytep>(samples));
    return true;
  }
  bool end() {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_write_end(png_, nullptr);
    return true;
  }
  /// What went wrong.
  tl::unexpected<Failure> failure() const {
    if (failed_) return tl::unexpected<Failure>(*failed_);
    return fail(Reason::WriteFailed, file_.path() + ": " + words_.data());
  }

 private:
  static void on_error(png_structp png, png_const_charp words) {
    auto& writer = *static_cast<PngWriter*>(png_get_error_ptr(png));
    (void)std::snprintf(writer.words_.data(), writer.words_.size(), "%s", words);
    longjmp(png_jmpbuf(png), 1);
  }
  static void on_write(png_structp png, png_bytep data, std::size_t size) {
    auto& writer = *static_cast<PngWriter*>(png_get_io_ptr(png));
    if (!writer.take(data, size)) png_error(png, "writing");
  }
  bool take(const void* data, std::size_t size) {
    auto written = file_.write(data, size);
    if (!written) failed_ = std::move(written.error());
    return !failed_;
  }

  AtomicFile& file_;
  png_structp png_;
  png_infop info_;
  std::array<char, 200> words_{};
  std::optional<Failure> failed_{};
};
// NOLINTEND(cert-err52-cpp)

/// Samples of any kind as 16 bits in the display encoding; opacity has no encoding.
std::vector<std::byte> as_16_bits(const std::vector<std::byte>& samples,
                                  const PixelLayout& layout) {
  const auto channels = static_cast<std::size_t>(layout.channels);
  const std::size_t pixels = samples.size() / layout.pixel_bytes();
  std::vector<std::byte> out(2 * pixels * channels);
  for (std::size_t i = 0; i < pixels; ++i)
    for (std::size_t c = 0; c < channels; ++c) {
      const std::byte* pixel = samples.data() + i * layout.pixel_bytes();
      const int k = static_cast<int>(c);
      double unit = layout.type == SampleType::U8
                        ? load_sample<std::uint8_t>(pixel, k) / kOneOf<std::uint8_t>
                    : layout.type == SampleType::U16
                        ? load_sample<std::uint16_t>(pixel, k) / kOneOf<std::uint16_t>
                        : static_cast<double>(load_sample<float>(pixel, k));
      if (!(unit >= 0)) unit = 0;  // NaN too
      const bool opacity = layout.has_alpha() && c + 1 == channels;
      if (layout.linear && !opacity) unit = encode_srgb(unit);
      store_sample<std::uint16_t>(unit * kOneOf<std::uint16_t>, out.data() + 2 * i * channels, k);
    }
  return out;
}

}  // namespace

Result<void> write_png(const PixelSource& picture, AtomicFile& file,
                       const std::function<bool(double)>& step) {
  const PixelLayout layout = picture.layout();
  const bool as_is = layout.type != SampleType::F32 && !layout.linear;
  const int bits = as_is && layout.type == SampleType::U8 ? 8 : 16;
  PngWriter png(file);
  if (!png.begin(layout.width, layout.height, bits, layout.channels)) return png.failure();
  const std::size_t row = static_cast<std::size_t>(layout.width) * layout.channels * (bits / 8);
  std::vector<std::byte> samples;
  for (int y = 0; y < layout.height; y += kBandRows) {
    const Rect band{0, y, layout.width, std::min(kBandRows, layout.height - y)};
    samples.resize(static_cast<std::size_t>(band.area()) * layout.pixel_bytes());
    picture.read(band, samples.data());
    if (!as_is) samples = as_16_bits(samples, layout);
    for (int k = 0; k < band.height; ++k)
      if (!png.row(samples.data() + static_cast<std::size_t>(k) * row)) return png.failure();
    if (!step(static_cast<double>(band.bottom()) / layout.height)) return fail(Reason::Canceled);
  }
  if (!png.end()) return png.failure();
  return {};
}

}  // namespace unweave::plugin

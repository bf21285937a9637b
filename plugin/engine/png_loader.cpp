// SPDX-License-Identifier: GPL-3.0-or-later
#include <png.h>

#include <algorithm>
#include <array>
#include <bit>
#include <csetjmp>
#include <cstdio>
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

// NOLINTBEGIN(cert-err52-cpp): libpng knows no other way out of an error.
/// The libpng part. Errors leave libpng by longjmp(), so the functions that call it hold nothing
/// that has to be destroyed, and what they change lives in this object.
class PngReader {
 public:
  PngReader(const std::string& path, std::int64_t max_pixels)
      : max_pixels_(max_pixels),
        file_(std::fopen(path.c_str(), "rbe")),
        png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, nullptr)),
        info_(png_ ? png_create_info_struct(png_) : nullptr) {}
  ~PngReader() {
    png_destroy_read_struct(&png_, &info_, nullptr);
    if (file_) (void)std::fclose(file_);
  }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  Picture load();

 private:
  static void on_error(png_structp png, png_const_charp words) {
    auto& reader = *static_cast<PngReader*>(png_get_error_ptr(png));
    (void)std::snprintf(reader.words_.data(), reader.words_.size(), "%s", words);
    longjmp(png_jmpbuf(png), 1);
  }

  bool read_head();
  bool read_rows();
  PixelLayout layout() const;
  void keep_band();
  Picture through_palette(const Picture& indices);
  void refuse_what_gimp_changes();

  std::int64_t max_pixels_;
  std::FILE* file_;
  png_structp png_;
  png_infop info_;
  std::array<char, 200> words_{};
  bool indexed_ = false, whole_ = false;
  Picture picture_;
  std::vector<std::byte> band_;
  std::vector<png_bytep> rows_;
  int passes_ = 1, pass_ = 0, begin_ = 0, count_ = 0;
};

/// The same settings as GIMP's loader.
bool PngReader::read_head() {
  constexpr std::size_t kCompressedPiece = 512;  // how far a file that is cut off can be read
  if (setjmp(png_jmpbuf(png_))) return false;
  png_set_benign_errors(png_, 1);
  png_set_option(png_, PNG_SKIP_sRGB_CHECK_PROFILE, PNG_OPTION_ON);
  png_init_io(png_, file_);
  png_set_compression_buffer_size(png_, kCompressedPiece);
  png_read_info(png_, info_);
  if constexpr (std::endian::native == std::endian::little) png_set_swap(png_);
  indexed_ = png_get_color_type(png_, info_) == PNG_COLOR_TYPE_PALETTE;
  if (indexed_)
    png_set_packing(png_);
  else if (png_get_bit_depth(png_, info_) < 8 || png_get_valid(png_, info_, PNG_INFO_tRNS))
    png_set_expand(png_);
  passes_ = png_set_interlace_handling(png_);
  png_read_update_info(png_, info_);
  return true;
}

bool PngReader::read_rows() {
  if (setjmp(png_jmpbuf(png_))) return false;
  for (pass_ = 0; pass_ < passes_; ++pass_)
    for (begin_ = 0; begin_ < picture_.layout.height; begin_ += kTileRows) {
      count_ = std::min(kTileRows, picture_.layout.height - begin_);
      const std::size_t size = picture_.row_bytes() * static_cast<std::size_t>(count_);
      if (pass_ > 0)
        std::memcpy(band_.data(), &picture_.pixels[picture_.row_bytes() * begin_], size);
      png_read_rows(png_, rows_.data(), nullptr, static_cast<png_uint_32>(count_));
      keep_band();
    }
  png_read_end(png_, info_);
  return true;
}

void PngReader::keep_band() {
  std::memcpy(&picture_.pixels[picture_.row_bytes() * begin_], band_.data(),
              picture_.row_bytes() * static_cast<std::size_t>(count_));
}

PixelLayout PngReader::layout() const {
  PixelLayout layout;
  layout.width = static_cast<int>(png_get_image_width(png_, info_));
  layout.height = static_cast<int>(png_get_image_height(png_, info_));
  layout.channels = png_get_channels(png_, info_);
  layout.type = png_get_bit_depth(png_, info_) == 16 ? SampleType::U16 : SampleType::U8;
  png_charp name = nullptr;
  png_bytep profile = nullptr;
  png_uint_32 length = 0;
  int compression = 0;
  if (png_get_iCCP(png_, info_, &name, &compression, &profile, &length))
    layout.linear = is_linear_profile(std::as_bytes(std::span(profile, length)));
  return layout;
}

/// A palette's colors, with its opacities if it has some; of a broken picture GIMP's loader does
/// not come to those.
Picture PngReader::through_palette(const Picture& indices) {
  png_colorp colors = nullptr;
  png_bytep opacities = nullptr;
  int color_count = 0, opacity_count = 0;
  png_get_PLTE(png_, info_, &colors, &color_count);
  const bool alpha =
      whole_ && png_get_tRNS(png_, info_, &opacities, &opacity_count, nullptr) == PNG_INFO_tRNS;
  Picture picture;
  picture.layout = indices.layout;
  picture.layout.channels = alpha ? 4 : 3;
  picture.make_pixels(max_pixels_);
  std::byte* out = picture.pixels.data();
  for (const std::byte stored : indices.pixels) {
    const int index = std::to_integer<int>(stored);
    if (index >= color_count) throw plugin::NeedsGimp(_("its palette lacks colors"));
    *out++ = std::byte{colors[index].red};
    *out++ = std::byte{colors[index].green};
    *out++ = std::byte{colors[index].blue};
    if (alpha) *out++ = std::byte{index < opacity_count ? opacities[index] : png_byte{255}};
  }
  return picture;
}

void PngReader::refuse_what_gimp_changes() {
  png_bytep exif = nullptr;
  png_uint_32 length = 0;
  if (png_get_eXIf_1(png_, info_, &length, &exif))
    refuse_turned(std::as_bytes(std::span(exif, length)));
  png_textp texts = nullptr;
  int count = 0;
  png_get_text(png_, info_, &texts, &count);
  for (const png_text& text : std::span(texts, static_cast<std::size_t>(count)))
    for (const std::string_view raw : {"Raw profile type exif", "Raw profile type APP1"})
      if (raw == text.key) throw plugin::NeedsGimp(_("it holds Exif data as text"));
}

Picture PngReader::load() {
  if (!file_ || !info_ || !read_head()) refuse_picture(words_.data());
  picture_.layout = layout();
  if (std::max(picture_.layout.width, picture_.layout.height) > kLongestSide)
    throw plugin::NeedsGimp(_("one of its sides is too long"));
  if (indexed_ && picture_.layout.linear) throw plugin::NeedsGimp(_("its palette is linear"));
  picture_.make_pixels(max_pixels_);
  band_.resize(picture_.row_bytes() * kTileRows);
  for (int row = 0; row < kTileRows; ++row)
    rows_.push_back(reinterpret_cast<png_bytep>(&band_[picture_.row_bytes() * row]));
  whole_ = read_rows();
  if (!whole_) {
    (void)std::fprintf(stderr, "Error loading PNG file: %s\n", words_.data());
    if (begin_ < picture_.layout.height) keep_band();
    const int next = begin_ + kTileRows;
    if (next < picture_.layout.height) {
      const auto cleared =
          static_cast<std::size_t>(std::min(kTileRows, picture_.layout.height - next));
      std::fill_n(&picture_.pixels[picture_.row_bytes() * next], picture_.row_bytes() * cleared,
                  std::byte{});
    }
  }
  refuse_what_gimp_changes();
  return indexed_ ? through_palette(picture_) : std::move(picture_);
}

}  // namespace

Picture load_png(const std::string& path, std::int64_t max_pixels) {
  return PngReader(path, max_pixels).load();
}

// NOLINTEND(cert-err52-cpp)
}  // namespace unweave::engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

inline constexpr ColorCode kNoData = 0xFFFFFFFFu;  ///< transparent, NaN or not selected

/// Where a color stands in a table of all colors. Eight levels of each channel stand together:
/// of such a table a picture, whose neighboring pixels are alike, needs few pages of memory and
/// few of them at a time (a noisy picture of 35000 colors: 570 pages instead of 3300).
using ColorPlace = std::uint32_t;
inline constexpr ColorPlace kNoDataPlace = kColorCodes;  ///< behind all colors
inline ColorPlace place_of(ColorCode c) {
  const ColorPlace eighths = (c & 0xF80000) | (c & 0x00F800) << 3 | (c & 0x0000F8) << 6;
  const ColorPlace within = (c & 0x070000) >> 10 | (c & 0x000700) >> 5 | (c & 0x000007);
  return c == kNoData ? kNoDataPlace : eighths | within;
}
inline ColorCode code_at(ColorPlace p) {
  const ColorCode eighths = (p & 0xF80000) | (p >> 3 & 0x00F800) | (p >> 6 & 0x0000F8);
  const ColorCode within = (p << 10 & 0x070000) | (p << 5 & 0x000700) | (p & 0x000007);
  return p == kNoDataPlace ? kNoData : eighths | within;
}

/// Reads rectangles of a source as colors. Keeps buffers between calls.
class PixelReader {
 public:
  /// With `use_selection` false, a selection is ignored.
  explicit PixelReader(const PixelSource& source, bool use_selection = true);

  /// Reads an area from the source; for one thread at a time. The next functions convert pixels of
  /// this area, counted row by row, and may be called from several threads.
  void load(const Rect& area);
  /// Codes of `n` pixels from number `first` on; kNoData where alpha is 0, the selection is 0 or a
  /// sample is NaN. Samples out of range are clamped. True if every visible sample was a multiple
  /// of 1/255, so that the codes lose nothing.
  bool codes(std::size_t first, std::size_t n, ColorCode* out) const;
  /// The same as places: kNoDataPlace for no data.
  bool places(std::size_t first, std::size_t n, ColorPlace* out) const;
  /// The same with full precision: 3 floats a pixel, display-encoded, 0..1; NaN for no data.
  void colors(std::size_t first, std::size_t n, float* out) const;

  /// load() and all of its codes, or colors.
  void read_codes(const Rect& area, ColorCode* out);
  void read_colors(const Rect& area, float* out);
  /// True as long as read_codes() lost nothing.
  bool exact() const { return exact_; }

 private:
  /// What a 16-bit sample becomes.
  struct Sample16 {
    float value;         // display-encoded
    std::uint8_t level;  // of 255
    bool exact;
  };

  template <class Sample, class Store>
  void each_pixel(std::size_t first, std::size_t n, Store store) const;
  bool is_plain8() const;
  template <bool kPlaces>
  void convert_plain8(std::size_t first, std::size_t n, std::uint32_t* out) const;
  static const Sample16* sample_table(bool linear);

  const PixelSource& source_;
  PixelLayout layout_;
  bool use_selection_;
  bool exact_ = true;
  std::size_t pixels_ = 0;             // loaded
  const std::byte* loaded_ = nullptr;  // in samples_ or where the source holds them
  std::vector<std::byte> samples_;
  std::vector<std::uint8_t> selection_;
  const Sample16* deep_ = nullptr;  // by sample; where the source has 16 bits
};

}  // namespace unweave

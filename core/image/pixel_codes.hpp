// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/pixel_source.hpp"

namespace unweave {

/// A display-encoded colour rounded to 8 bits a channel, packed 0xRRGGBB. For 8-bit pictures it is
/// the colour itself; for deeper ones the colour's cell.
using ColorCode = std::uint32_t;
inline constexpr ColorCode kNoData = 0xFFFFFFFFu;  ///< transparent, NaN or not selected
inline constexpr std::size_t kColorCodes = std::size_t{1} << 24;

inline ColorCode pack(unsigned r, unsigned g, unsigned b) { return r << 16 | g << 8 | b; }
inline int red(ColorCode c) { return static_cast<int>(c >> 16); }
inline int green(ColorCode c) { return static_cast<int>(c >> 8 & 255); }
inline int blue(ColorCode c) { return static_cast<int>(c & 255); }

/// Linear light -> display encoding by the sRGB curve (IEC 61966-2-1), clamped to [0, 1].
float encode_srgb(float linear);

/// Reads rectangles of a source as colours. Keeps buffers between calls; one object a thread.
class PixelReader {
 public:
  /// With `use_selection` false, a selection is ignored.
  explicit PixelReader(const PixelSource& source, bool use_selection = true);

  /// area.width * area.height codes; kNoData where alpha is 0, the selection is 0 or a sample is
  /// NaN. Samples out of range are clamped.
  void read_codes(const Rect& area, ColorCode* out);
  /// The same with full precision: 3 floats a pixel, display-encoded, 0..1; NaN for no data.
  void read_colors(const Rect& area, float* out);
  /// True as long as every visible sample read by read_codes() was a multiple of 1/255, so that
  /// the codes lose nothing.
  bool exact() const { return exact_; }

 private:
  template <class Sample, class Store>
  void each_pixel(const Rect& area, Store store);
  void read_samples(const Rect& area);

  const PixelSource& source_;
  PixelLayout layout_;
  bool use_selection_;
  bool exact_ = true;
  std::vector<std::byte> samples_;
  std::vector<std::uint8_t> selection_;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/geometry.hpp"

namespace unweave {

enum class SampleType : std::uint8_t { U8, U16, F32 };

/// How a source's pixels are laid out: `channels` samples a pixel, interleaved, rows without
/// padding, native byte order.
struct PixelLayout {
  int width = 0;
  int height = 0;
  SampleType type = SampleType::U8;
  int channels = 3;     ///< 1 gray, 2 gray + alpha, 3 RGB, 4 RGB + alpha (alpha not premultiplied)
  bool linear = false;  ///< samples are linear light; false: display-encoded (R'G'B'), as in a PNG

  bool has_alpha() const { return channels == 2 || channels == 4; }
  bool is_gray() const { return channels <= 2; }
  int sample_bytes() const { return type == SampleType::U8 ? 1 : type == SampleType::U16 ? 2 : 4; }
  std::size_t pixel_bytes() const { return static_cast<std::size_t>(channels) * sample_bytes(); }
};

/// A picture that is read by rectangles, so that it never has to be in memory whole. The host
/// implements it over its own tiles. Samples are the stored numbers, not color managed:
/// U8 0..255, U16 0..65535, F32 nominally 0..1 (out of range and NaN allowed).
class PixelSource {
 public:
  virtual ~PixelSource() = default;
  virtual PixelLayout layout() const = 0;
  /// Copies the pixels of `area` (inside the picture) to `out`, area.width * area.height *
  /// pixel_bytes() bytes. Called from one thread at a time. Throws on a host's read error.
  virtual void read(const Rect& area, std::byte* out) const = 0;
  /// The pixels of `area` where they lie in memory already as read() would give them; null where
  /// they do not. Saves a copy.
  virtual const std::byte* in_place([[maybe_unused]] const Rect& area) const { return nullptr; }
  /// The picture as it was stored, where this one shows its pixels moved: what compression left
  /// behind lies on that one's grid.
  virtual const PixelSource& stored() const { return *this; }
  /// True if only a part of the picture is selected; then read_selection() is called too.
  virtual bool has_selection() const { return false; }
  /// Selection coverage of `area`, one byte a pixel; 0 means "not data".
  virtual void read_selection(const Rect& area, std::uint8_t* out) const {
    std::fill_n(out, area.area(), std::uint8_t{255});
  }
};

/// A picture that lies in memory; for tests, tools and small pictures. Does not own the pixels.
class MemorySource final : public PixelSource {
 public:
  /// `data` holds layout.width * layout.height pixels; `selection`, if not null, a byte a pixel.
  MemorySource(const PixelLayout& layout, const void* data, const std::uint8_t* selection = nullptr)
      : layout_(layout), data_(static_cast<const std::byte*>(data)), selection_(selection) {}
  PixelLayout layout() const override { return layout_; }
  void read(const Rect& area, std::byte* out) const override;
  const std::byte* in_place(const Rect& area) const override;
  bool has_selection() const override { return selection_ != nullptr; }
  void read_selection(const Rect& area, std::uint8_t* out) const override;

 private:
  PixelLayout layout_;
  const std::byte* data_;
  const std::uint8_t* selection_;
};

}  // namespace unweave

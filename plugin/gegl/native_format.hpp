// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <babl/babl.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/image/pixel_source.hpp"

// A buffer's pixels as it stores them. GIMP 3 attaches the image's color profile to its buffers,
// so that every conversion between formats, even u8 to float of the "same" model, is color managed
// and moves the numbers; GIMP 2.10 does not. So the stored samples are read and written as they
// are, and decoded here.

namespace unweave::plugin {

enum class StoredType : std::uint8_t { U8, U16, U32, Half, Float, Double };

struct NativeFormat {
  const Babl* babl = nullptr;
  StoredType type = StoredType::U8;
  int channels = 3;      ///< of the buffer: gray or index 1, RGB 3; one more with alpha
  bool linear = false;   ///< samples are linear light
  bool indexed = false;  ///< the first sample is an index into a palette

  bool has_alpha() const { return channels == 2 || channels == 4; }
  std::size_t sample_bytes() const;
  std::size_t pixel_bytes() const { return sample_bytes() * static_cast<std::size_t>(channels); }
};

/// Takes a buffer's format apart. Throws std::invalid_argument for formats that no GIMP layer has
/// (CIE, CMYK, premultiplied alpha).
NativeFormat inspect_format(const Babl* format);

/// The sample type in which core reads stored samples: itself where it knows it, else F32.
SampleType decoded_type(StoredType type);

/// Stored samples -> core's samples, one to one: integers of 32 bits become 0..1, halves and
/// doubles become floats (rounded to nearest). Sizes in samples are equal.
void decode_samples(StoredType type, const std::byte* stored, std::size_t count, std::byte* out);

/// Writes gray pixels in a buffer's own format (not indexed): `value` in every color channel,
/// rounded to the type (integers: 0..1 is the whole scale, out of range is clamped), and opaque
/// alpha. A NaN becomes a transparent pixel of zeros where there is alpha; without, it stays NaN in
/// floating-point buffers and becomes 0 in integer ones. Exact: the stored number is the value.
void encode_gray(const NativeFormat& format, std::span<const float> values, std::byte* stored);
void encode_gray(const NativeFormat& format, std::span<const double> values, std::byte* stored);

}  // namespace unweave::plugin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/image/pixel_source.hpp"

namespace unweave::bench {

/// How the colors of a benchmark's picture come from its field.
enum class Paint {
  Entries,  ///< the entries of a map of 256: 256 distinct colors
  Noisy,    ///< between the entries, with the noise of a compressed picture: many distinct colors
};

/// A picture in memory with the size and the wavelengths of its field in proportion.
struct Picture {
  PixelLayout layout;
  std::vector<std::byte> bytes;
  std::size_t pixels() const { return static_cast<std::size_t>(layout.width) * layout.height; }
  MemorySource source() const { return {layout, bytes.data()}; }
};

/// A smooth field of four random waves, `megapixels` (10^6) of it, square, as RGB through a rainbow
/// of one turn. `sigma` (Paint::Noisy): standard deviation of the noise, in 8-bit levels of each
/// channel. Deeper types hold the same colors, unrounded.
Picture make_picture(double megapixels, Paint paint, double sigma = 1,
                     SampleType type = SampleType::U8);

/// Distinct colors of an 8-bit picture.
std::size_t distinct_colors(const Picture& picture);

}  // namespace unweave::bench

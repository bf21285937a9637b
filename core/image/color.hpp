// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace unweave {

/// A display-encoded color, 8 bits a channel.
using Rgb8 = std::array<std::uint8_t, 3>;

/// The 8-bit color nearest to one whose channels lie in [0, 1].
inline Rgb8 rounded_color(const std::array<double, 3>& c) {
  Rgb8 rgb{};
  for (std::size_t k = 0; k < 3; ++k) rgb[k] = static_cast<std::uint8_t>(std::lround(c[k] * 255));
  return rgb;
}

}  // namespace unweave

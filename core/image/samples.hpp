// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

namespace unweave {

// Samples of a pixel as PixelLayout says that they are stored.

/// The greatest value of an integer sample, which stands for 1; of floating point 1 itself.
template <class Sample>
constexpr double kOneOf = std::numeric_limits<Sample>::is_integer
                              ? double(std::numeric_limits<Sample>::max())
                              : 1.0;

template <class Sample>
Sample load_sample(const std::byte* pixel, int channel) {
  Sample value;
  std::memcpy(&value, pixel + channel * sizeof value, sizeof value);
  return value;
}

/// Integers are rounded, and cut off at their ends.
template <class Sample>
void store_sample(double value, std::byte* pixel, int channel) {
  Sample v;
  if constexpr (std::numeric_limits<Sample>::is_integer)
    v = static_cast<Sample>(std::lround(std::clamp(value, 0.0, kOneOf<Sample>)));
  else
    v = static_cast<Sample>(value);
  std::memcpy(pixel + channel * sizeof v, &v, sizeof v);
}

}  // namespace unweave

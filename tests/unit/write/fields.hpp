// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "core/write/data_file.hpp"

namespace unweave::test {

/// A field that lies in memory. The values have to outlive it.
inline FieldToWrite field_of(const std::vector<float>& values, int width) {
  const int height = static_cast<int>(values.size()) / width;
  return {width, height, [&values, width](int y, int rows, float* out) {
            std::copy_n(values.data() + static_cast<std::ptrdiff_t>(y) * width,
                        static_cast<std::ptrdiff_t>(rows) * width, out);
          }};
}

/// Every kind of float: random bit patterns, among them NaNs of both signs, subnormals, infinities.
inline std::vector<float> random_bits(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
  const std::uint32_t special[] = {0x00000000, 0x80000000, 0x7f800000, 0xff800000, 0x7fc00000,
                                   0xffc00000, 0x7f800001, 0x00000001, 0x807fffff, 0x7f7fffff};
  for (std::size_t i = 0; i < std::min(count, std::size(special)); ++i)
    values[i] = std::bit_cast<float>(special[i]);
  return values;
}

}  // namespace unweave::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

// What .npy files and archives of them share; not for use outside core/write.

namespace unweave {

/// The head of an array in NumPy's format 1.0: magic, version, length of the header
/// (little-endian), then a Python literal padded with blanks so that the data start at a multiple
/// of 64 bytes. `type` as NumPy writes it, "<f4"; `shape` the literal of a tuple.
std::string npy_header(const std::string& type, const std::string& shape);

/// The file's byte order is little-endian whatever the machine's. Empty where nothing has to be
/// swapped.
template <class T>
std::vector<T> swapped(std::span<const T> values) {
  std::vector<T> out;
  if constexpr (std::endian::native == std::endian::big) {
    out.reserve(values.size());
    for (const T value : values) {
      auto bytes = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
      std::ranges::reverse(bytes);
      out.push_back(std::bit_cast<T>(bytes));
    }
  }
  return out;
}

}  // namespace unweave

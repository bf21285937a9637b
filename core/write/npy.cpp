// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string>
#include <vector>

#include "core/write/format.hpp"

namespace unweave {

namespace {

/// NumPy format 1.0: magic, version, length of the header (little-endian), then a Python literal
/// padded with blanks so that the data start at a multiple of 64 bytes.
std::string npy_header(const char* type, int width, int height) {
  constexpr std::size_t alignment = 64;
  std::string text = std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (" +
                     std::to_string(height) + ", " + std::to_string(width) + "), }";
  const std::size_t before = 10 + text.size() + 1;
  text.append((alignment - before % alignment) % alignment, ' ');
  text += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(text.size() & 0xff);
  header += static_cast<char>(text.size() >> 8);
  return header + text;
}

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

}  // namespace

Result<void> write_npy(AtomicFile& file, const FieldToWrite& field, const Report&) {
  const std::string header =
      npy_header(field.read_doubles ? "<f8" : "<f4", field.width, field.height);
  if (auto done = file.write(header.data(), header.size()); !done) return done;
  return with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int, int, std::span<const T> values) {
      const auto other_order = swapped(values);
      const void* bytes = values.data();
      if (!other_order.empty()) bytes = other_order.data();
      return file.write(bytes, values.size_bytes());
    });
  });
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <string>

#include "core/write/format.hpp"
#include "core/write/npy_format.hpp"

namespace unweave {

std::string npy_header(const std::string& type, const std::string& shape) {
  constexpr std::size_t alignment = 64;
  std::string text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
  const std::size_t before = 10 + text.size() + 1;
  text.append((alignment - before % alignment) % alignment, ' ');
  text += '\n';
  std::string header("\x93NUMPY\x01\x00", 8);
  header += static_cast<char>(text.size() & 0xff);
  header += static_cast<char>(text.size() >> 8);
  return header + text;
}

Result<void> write_npy(AtomicFile& file, const FieldToWrite& field, const Report&) {
  const std::string header =
      npy_header(field.read_doubles ? "<f8" : "<f4",
                 "(" + std::to_string(field.height) + ", " + std::to_string(field.width) + ")");
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

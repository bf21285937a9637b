// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <cstddef>
#include <string>

#include "core/write/format.hpp"

namespace unweave {

Result<void> write_csv(AtomicFile& file, const FieldToWrite& field, const Report&) {
  std::string text;
  return with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int, int rows, std::span<const T> values) {
      text.resize(values.size() * kLongestNumber<T>);
      char* at = text.data();
      char* const end = at + text.size();
      const T* value = values.data();
      for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < field.width; ++x) {
          at = std::to_chars(at, end, *value++).ptr;
          *at++ = x + 1 < field.width ? ',' : '\n';
        }
      }
      return file.write(text.data(), static_cast<std::size_t>(at - text.data()));
    });
  });
}

}  // namespace unweave

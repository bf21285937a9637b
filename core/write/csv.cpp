// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <cstddef>
#include <string>

#include "core/write/format.hpp"

namespace unweave {

namespace {

constexpr std::size_t longest_float = 16;  // "-1.17549435e-38" and a separator

}  // namespace

Result<void> write_csv(AtomicFile& file, const FieldToWrite& field, const Report&) {
  std::string text;
  return for_each_band(field, [&](int, int rows, std::span<const float> values) {
    text.resize(values.size() * longest_float);
    char* at = text.data();
    char* const end = at + text.size();
    const float* value = values.data();
    for (int y = 0; y < rows; ++y) {
      for (int x = 0; x < field.width; ++x) {
        at = std::to_chars(at, end, *value++).ptr;
        *at++ = x + 1 < field.width ? ',' : '\n';
      }
    }
    return file.write(text.data(), static_cast<std::size_t>(at - text.data()));
  });
}

}  // namespace unweave

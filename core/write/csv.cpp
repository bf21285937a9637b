// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/write/format.hpp"
#include "core/write/text_table.hpp"

namespace unweave {

namespace {

/// The first line of a matrix with axes: what the rows' names and the columns' names are, then the
/// columns' names.
std::string head_line(const Report& report, int width, const TextStyle& style) {
  std::string line = axis_title("y", report.y_axis, style);
  for (const std::string& column : column_fields(report, width, style))
    line += style.separator + column;
  return line + '\n';
}

}  // namespace

Result<void> write_csv(AtomicFile& file, const FieldToWrite& field, const Report& report) {
  const TextStyle& style = field.style;
  std::vector<std::string> rows_named(static_cast<std::size_t>(field.height));
  if (style.axes) {
    rows_named = row_fields(report, field.height, style);
    for (std::string& row : rows_named) row += style.separator;
    const std::string head = head_line(report, field.width, style);
    if (auto done = file.write(head.data(), head.size()); !done) return done;
  }
  std::string text;
  return with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int first, int rows, std::span<const T> values) {
      std::size_t names = 0;
      for (int y = 0; y < rows; ++y)
        names += rows_named[static_cast<std::size_t>(first + y)].size();
      text.resize(names + values.size() * kLongestNumber<T>);
      char* at = text.data();
      char* const end = at + text.size();
      const T* value = values.data();
      for (int y = 0; y < rows; ++y) {
        const std::string& name = rows_named[static_cast<std::size_t>(first + y)];
        at = std::copy(name.begin(), name.end(), at);
        for (int x = 0; x < field.width; ++x) {
          at = put_number(at, end, *value++, style);
          *at++ = x + 1 < field.width ? style.separator : '\n';
        }
      }
      return file.write(text.data(), static_cast<std::size_t>(at - text.data()));
    });
  });
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/write/format.hpp"
#include "core/write/text_table.hpp"

namespace unweave {

namespace {

std::string title_line(const FieldToWrite& field, const Report& report) {
  const bool calibrated = report.range.source != RangeSource::None;
  const TextStyle& style = field.style;
  return axis_title("x", report.x_axis, style) + style.separator +
         axis_title("y", report.y_axis, style) + style.separator +
         (!field.name.empty()
              ? column_title(field.name.c_str(), {}, calibrated ? report.units : "", style)
          : calibrated ? column_title("value", report.quantity, report.units, style)
                       : "value") +
         '\n';
}

}  // namespace

Result<void> write_xyz_csv(AtomicFile& file, const FieldToWrite& field, const Report& report) {
  const TextStyle& style = field.style;
  const auto columns = column_fields(report, field.width, style);
  const auto rows_named = row_fields(report, field.height, style);
  std::size_t columns_size = 0;
  for (const std::string& column : columns) columns_size += column.size() + 1;

  const std::string title = title_line(field, report);
  if (auto done = file.write(title.data(), title.size()); !done) return done;
  std::string lines;
  return with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int y, int rows, std::span<const T> values) {
      const T* value = values.data();
      for (int row = 0; row < rows; ++row) {
        const std::string& name = rows_named[static_cast<std::size_t>(y + row)];
        lines.resize(columns_size + columns.size() * (name.size() + 1 + kLongestNumber<T>));
        char* at = lines.data();
        char* const end = at + lines.size();
        for (const std::string& column : columns) {
          const T number = *value++;
          if (std::isnan(number)) continue;
          at = std::copy(column.begin(), column.end(), at);
          *at++ = style.separator;
          at = std::copy(name.begin(), name.end(), at);
          *at++ = style.separator;
          at = put_number(at, end, number, style);
          *at++ = '\n';
        }
        const auto size = static_cast<std::size_t>(at - lines.data());
        if (auto done = file.write(lines.data(), size); !done) return done;
      }
      return Result<void>();
    });
  });
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "core/catalog/user_formats.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/value_range.hpp"

namespace unweave::user_formats {

namespace {

/// What stands between the columns: tabs and semicolons leave commas to the decimals.
std::vector<std::string_view> columns(std::string_view line) {
  for (const std::string_view separator : {"\t", ";", ",", " "})
    if (auto fields = words(line, separator); fields.size() > 1) {
      for (std::string_view& field : fields) field = trimmed(field);
      return fields;
    }
  return {};
}

std::optional<Rgb> color_of(const std::vector<std::string_view>& fields) {
  if (fields.size() == 2) {
    if (const auto hex = hex_color(fields[0])) return hex;
    return named_color(fields[0]);
  }
  Rgb color{};
  if (fields.size() != 4) return std::nullopt;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto level = number(fields[k]);
    if (!level || *level < 0 || *level > 255) return std::nullopt;
    color[k] = *level / 255;
  }
  return color;
}

std::optional<double> value_of(std::string_view field) {
  if (const auto plain = number(field)) return plain;
  const auto readings = read_number(field);
  if (readings.size() != 1 || readings[0].ambiguous || !readings[0].unit.empty())
    return std::nullopt;
  return readings[0].value;
}

}  // namespace

bool is_value_table(std::string_view text) {
  for (const Line& line : lines(text)) {
    const auto fields = columns(trimmed(line.text));
    if (fields.size() == 2 && color_of(fields) && value_of(fields[1])) return true;
    if (fields.size() > 1 && fields.back() == "value") return true;
    // Remarks and one line of other names may stand before.
    if (!fields.empty() && number(fields[0])) return false;
  }
  return false;
}

Outcome read_values(std::string_view text) {
  Parsed parsed;
  std::vector<double> values;
  int last = 0;
  bool header = true;
  for (const Line& line : lines(text)) {
    last = line.number;
    const std::string_view body = trimmed(line.text);
    const auto fields = columns(body);
    const auto color = color_of(fields);
    if (body.empty() || (body.starts_with('#') && !color)) continue;
    const auto value = fields.empty() ? std::nullopt : value_of(fields.back());
    if (!color || !value) {
      if (!std::exchange(header, false) || !values.empty()) return bad(line.number);
      continue;  // one line of column names
    }
    const Rgb8 rounded = rounded_color(*color);
    // A color that stands twice has two values.
    if (std::find(parsed.table.begin(), parsed.table.end(), rounded) != parsed.table.end() ||
        values.size() == kMaxEntries)
      return bad(line.number);
    parsed.table.push_back(rounded);
    values.push_back(*value);
  }
  if (values.size() < 2) return bad(last);
  std::vector<RangePoint> points;
  for (std::size_t i = 0; i < values.size(); ++i)
    points.push_back(
        {(static_cast<double>(i) + 0.5) / static_cast<double>(values.size()), values[i]});
  parsed.values = table_range(std::move(points), RangeSource::Given);
  parsed.values_of_colors = true;
  if (!parsed.values) return bad(last);
  return parsed;
}

}  // namespace unweave::user_formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/text_table.hpp"

#include <array>
#include <cstddef>

#include "core/labels/date_text.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

std::vector<std::string> fields_of(const std::vector<std::string>& names,
                                   const std::vector<double>& coordinates, const TextStyle& style) {
  std::vector<std::string> fields;
  fields.reserve(coordinates.size());
  for (std::size_t i = 0; i < coordinates.size(); ++i)
    fields.push_back(i < names.size() && !names[i].empty()
                         ? table_field(utf8(names[i]), style)
                         : coordinate_text(coordinates[i], style));
  return fields;
}

}  // namespace

std::string coordinate_text(double value, const TextStyle& style) {
  constexpr int kDigits = 12;
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  char* const behind =
      std::to_chars(text.data(), end, value, std::chars_format::general, kDigits).ptr;
  if (style.decimal != '.') std::replace(text.data(), behind, '.', style.decimal);
  return {text.data(), behind};
}

std::string table_field(const std::string& text, const TextStyle& style) {
  std::string line = text;
  std::ranges::replace_if(
      line, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  if (line.find('"') == std::string::npos && line.find(style.separator) == std::string::npos)
    return line;
  std::string quoted = "\"";
  for (const char c : line) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string column_title(const char* usual, const std::string& name, const std::string& unit,
                         const TextStyle& style) {
  std::string title = name.empty() ? usual : utf8(name);
  if (!unit.empty()) title += " [" + utf8(unit) + "]";
  return table_field(title, style);
}

std::string axis_title(const char* usual, const std::optional<AxisCalibration>& axis,
                       const TextStyle& style) {
  if (!axis) return usual;
  return column_title(usual, axis->title, axis->time ? time_units(*axis->time) : axis->units,
                      style);
}

std::vector<std::string> column_fields(const Report& report, int count, const TextStyle& style) {
  return fields_of(report.column_names, x_coordinates(report, count), style);
}

std::vector<std::string> row_fields(const Report& report, int count, const TextStyle& style) {
  return fields_of(report.row_names, y_coordinates(report, count), style);
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "core/field/report.hpp"
#include "core/write/data_file.hpp"

// What tables as text share; not for use outside core/write.

namespace unweave {

/// Puts the shortest form that reads back to the same number, and returns where it ends.
template <class T>
char* put_number(char* at, char* end, T value, const TextStyle& style) {
  char* const behind = std::to_chars(at, end, value).ptr;
  if (style.decimal != '.') std::replace(at, behind, '.', style.decimal);
  return behind;
}

/// A coordinate in twelve digits: far below a pixel, and 12.5 stays 12.5 where its sum came out a
/// bit off.
std::string coordinate_text(double value, const TextStyle& style);

/// The text as a field of a table, in one line; in quotes where it needs them (RFC 4180).
std::string table_field(const std::string& text, const TextStyle& style);

/// A column's title: its name, or `usual` where none is known, and its unit.
std::string column_title(const char* usual, const std::string& name, const std::string& unit,
                         const TextStyle& style);
/// The title of the column of an axis' values.
std::string axis_title(const char* usual, const std::optional<AxisCalibration>& axis,
                       const TextStyle& style);

/// Fields that name the columns and rows of values: what stands at them in the picture, or where
/// nothing does, their coordinates.
std::vector<std::string> column_fields(const Report& report, int count, const TextStyle& style);
std::vector<std::string> row_fields(const Report& report, int count, const TextStyle& style);

}  // namespace unweave

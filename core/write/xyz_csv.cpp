// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/labels/date_text.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

/// Twelve digits: far below a pixel, and 12.5 stays 12.5 where its sum came out a bit off.
std::string text_of(double coordinate) {
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, coordinate, std::chars_format::general, 12);
  return std::string(text, end.ptr) + ',';
}

std::vector<std::string> texts_of(const std::vector<double>& coordinates) {
  std::vector<std::string> texts;
  texts.reserve(coordinates.size());
  for (const double coordinate : coordinates) texts.push_back(text_of(coordinate));
  return texts;
}

/// A column's title: its name, or `usual` where none is known, and its unit. Quoted where a comma
/// or a quote would part it (RFC 4180).
std::string column_title(const char* usual, const std::string& name, const std::string& unit) {
  std::string title = name.empty() ? usual : utf8(name);
  if (!unit.empty()) title += " [" + utf8(unit) + "]";
  if (title.find_first_of(",\"\r\n") == std::string::npos) return title;
  std::string quoted = "\"";
  for (const char c : title) {
    if (c == '"') quoted += '"';
    quoted += c == '\r' || c == '\n' ? ' ' : c;
  }
  return quoted + '"';
}

std::string axis_title(const char* usual, const std::optional<AxisCalibration>& axis) {
  if (!axis) return usual;
  return column_title(usual, axis->title, axis->time ? time_units(*axis->time) : axis->units);
}

std::string title_line(const FieldToWrite& field, const Report& report) {
  const bool calibrated = report.range.source != RangeSource::None;
  return axis_title("x", report.x_axis) + ',' + axis_title("y", report.y_axis) + ',' +
         (!field.name.empty() ? column_title(field.name.c_str(), {}, calibrated ? report.units : "")
          : calibrated        ? column_title("value", report.quantity, report.units)
                              : "value") +
         '\n';
}

}  // namespace

Result<void> write_xyz_csv(AtomicFile& file, const FieldToWrite& field, const Report& report) {
  const auto x_texts = texts_of(x_coordinates(report, field.width));
  const auto y_values = y_coordinates(report, field.height);
  std::size_t x_length = 0;
  for (const std::string& text : x_texts) x_length += text.size();

  const std::string title = title_line(field, report);
  if (auto done = file.write(title.data(), title.size()); !done) return done;
  std::string line_block;
  return with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int y, int rows, std::span<const T> values) {
      const T* value = values.data();
      for (int row = 0; row < rows; ++row) {
        const std::string y_text = text_of(y_values[static_cast<std::size_t>(y + row)]);
        line_block.resize(x_length + x_texts.size() * (y_text.size() + kLongestNumber<T>));
        char* at = line_block.data();
        char* const end = at + line_block.size();
        for (const std::string& x_text : x_texts) {
          at = std::copy(x_text.begin(), x_text.end(), at);
          at = std::copy(y_text.begin(), y_text.end(), at);
          at = std::to_chars(at, end, *value++).ptr;
          *at++ = '\n';
        }
        const auto size = static_cast<std::size_t>(at - line_block.data());
        if (auto done = file.write(line_block.data(), size); !done) return done;
      }
      return Result<void>();
    });
  });
}

}  // namespace unweave

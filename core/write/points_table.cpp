// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/points_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "core/write/axes.hpp"
#include "core/write/text_table.hpp"

namespace unweave {

namespace {

/// So many digits; nothing for what is not known.
std::string digits(double value, int count, const TextStyle& style) {
  if (std::isnan(value)) return {};
  std::array<char, 32> text{};
  char* const end = std::to_chars(text.data(), text.data() + text.size(), value,
                                  std::chars_format::general, count)
                        .ptr;
  if (style.decimal != '.') std::replace(text.data(), end, '.', style.decimal);
  return {text.data(), end};
}

}  // namespace

PointColumns point_columns(const Report& report) {
  PointColumns out;
  if (!report.points) return out;
  for (const MarkerPoint& p : report.points->items) {
    out.column.push_back(p.x - 0.5);
    out.row.push_back(p.y - 0.5);
    out.x.push_back(x_coordinate(report, p.x));
    out.y.push_back(y_coordinate(report, p.y));
    out.value.push_back(report.range.value(p.t));
    out.confidence.push_back(p.confidence);
    out.deviation.push_back(report.range.source == RangeSource::None
                                ? p.deviation
                                : report.range.deviation(p.t, p.deviation));
    out.unsure.push_back(p.unsure() ? 1 : 0);
  }
  return out;
}

std::vector<std::pair<const char*, std::vector<double>>> named_point_columns(const Report& report) {
  if (!report.points) return {};
  PointColumns columns = point_columns(report);
  return {{"point_x", std::move(columns.x)},
          {"point_y", std::move(columns.y)},
          {"point_value", std::move(columns.value)},
          {"point_confidence", std::move(columns.confidence)},
          {"point_uncertainty", std::move(columns.deviation)},
          {"point_unsure", std::move(columns.unsure)},
          {"point_column", std::move(columns.column)},
          {"point_row", std::move(columns.row)}};
}

std::string points_table(const Report& report, const TextStyle& style) {
  // More digits than a pixel and a color have steps.
  constexpr int kOfPlaces = 7, kOfValues = 7, kOfShares = 3;
  const bool calibrated = report.range.source != RangeSource::None;
  const std::string units = calibrated ? report.units : std::string();
  const PointColumns columns = point_columns(report);
  std::string text;
  const auto line = [&](const std::array<std::string, 8>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      text.append(fields[i]).append(1, i + 1 < fields.size() ? style.separator : '\n');
  };
  line({axis_title("x", report.x_axis, style), axis_title("y", report.y_axis, style),
        calibrated ? column_title("value", report.quantity, units, style) : "value", "confidence",
        column_title("uncertainty", {}, units, style), "unsure", "column", "row"});
  for (std::size_t i = 0; i < columns.x.size(); ++i)
    line({digits(columns.x[i], kOfPlaces, style), digits(columns.y[i], kOfPlaces, style),
          digits(columns.value[i], kOfValues, style),
          digits(columns.confidence[i], kOfShares, style),
          digits(columns.deviation[i], kOfShares, style), columns.unsure[i] != 0 ? "1" : "0",
          digits(columns.column[i], kOfPlaces, style), digits(columns.row[i], kOfPlaces, style)});
  return text;
}

}  // namespace unweave

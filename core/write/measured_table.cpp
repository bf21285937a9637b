// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/measured_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/write/text_table.hpp"

namespace unweave {

namespace {

/// Lines of fields.
class Table {
 public:
  explicit Table(const TextStyle& style) : style_(style) {}

  void text(const std::string& field) {
    if (!begins_) text_ += style_.separator;
    text_ += field;
    begins_ = false;
  }
  void number(double value) { text(coordinate_text(value, style_)); }
  void count(std::int64_t value) { text(std::to_string(value)); }
  /// An empty field for what is not known.
  void known(double value) { std::isnan(value) ? text({}) : number(value); }
  /// A deviation, of which more digits say nothing.
  void deviation(double value) {
    constexpr int kDigits = 4;
    std::array<char, 32> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                    std::chars_format::general, kDigits)
                          .ptr;
    if (style_.decimal != '.') std::replace(digits.data(), end, '.', style_.decimal);
    text(std::isnan(value) ? std::string() : std::string(digits.data(), end));
  }
  void end_line() {
    text_ += '\n';
    begins_ = true;
  }
  const TextStyle& style() const { return style_; }
  std::string take() { return std::move(text_); }

 private:
  TextStyle style_;
  std::string text_;
  bool begins_ = true;
};

bool is_known(const std::optional<AxisCalibration>& axis) {
  return axis && axis->range.source != RangeSource::None && axis->range.valid();
}

std::string value_name(const Report& report, const TextStyle& style) {
  if (report.range.source == RangeSource::None) return "t";
  return column_title("value", report.quantity, report.units, style);
}

/// Its title behind "mean", say.
std::string value_title(const char* what, const Report& report, const TextStyle& style) {
  return column_title(what, {}, report.range.source == RangeSource::None ? "" : report.units,
                      style);
}

void axis_fields(Table& table, const Report& report, double x, double y) {
  if (is_known(report.x_axis)) table.known(x);
  if (is_known(report.y_axis)) table.known(y);
}

void axis_titles(Table& table, const Report& report, const char* x, const char* y) {
  if (is_known(report.x_axis)) table.text(axis_title(x, report.x_axis, table.style()));
  if (is_known(report.y_axis)) table.text(axis_title(y, report.y_axis, table.style()));
}

/// "km2", "km m"; of axes without units nothing.
std::string area_unit(const Report& report) {
  const auto unit = [](const std::optional<AxisCalibration>& axis) {
    return axis ? axis->units : std::string();
  };
  const std::string x = unit(report.x_axis), y = unit(report.y_axis);
  if (x.empty() || y.empty()) return {};
  return x == y ? "(" + x + ")^2" : "(" + x + ")(" + y + ")";
}

void statistics_fields(Table& table, const AreaStatistics& s) {
  table.count(s.pixels);
  table.count(s.with_data);
  for (const double value : {s.mean, s.spread, s.median, s.least, s.most, s.area})
    table.known(value);
}

}  // namespace

std::string measured_table(const std::vector<Measurement>& measurements, const Report& report,
                           const TextStyle& style) {
  Table table(style);
  for (const char* title : {"number", "kind", "column", "row"}) table.text(title);
  axis_titles(table, report, "x", "y");
  for (const char* title : {"last column", "last row"}) table.text(title);
  if (is_known(report.x_axis)) table.text("last x");
  if (is_known(report.y_axis)) table.text("last y");
  table.text(value_name(report, style));
  table.text(value_title("deviation", report, style));
  table.text("pixels");
  table.text("pixels with data");
  for (const char* title : {"mean", "standard deviation", "median", "least", "most"})
    table.text(value_title(title, report, style));
  table.text(column_title("area", {}, area_unit(report), style));
  table.end_line();
  std::int64_t number = 0;
  for (const Measurement& m : measurements) {
    const bool is_point = m.pin.kind == Pin::Kind::Point;
    table.count(++number);
    table.text(is_point ? "point" : m.pin.kind == Pin::Kind::Line ? "line" : "area");
    for (const PointValue& end :
         {pixel_place(report, m.pin.x0, m.pin.y0), pixel_place(report, m.pin.x1, m.pin.y1)}) {
      table.count(end.column);
      table.count(end.row);
      axis_fields(table, report, end.x, end.y);
    }
    const PointValue value = is_point && !m.points.empty() ? m.points.front() : PointValue{};
    table.known(value.value);
    table.deviation(value.deviation);
    if (is_point) {
      constexpr int kOfAreas = 8;
      for (int i = 0; i < kOfAreas; ++i) table.text({});
    } else {
      statistics_fields(table, m.statistics);
    }
    table.end_line();
  }
  return table.take();
}

std::string profile_table(const Measurement& line, const Report& report, const TextStyle& style) {
  const bool sure = std::ranges::any_of(
      line.points, [](const PointValue& p) { return !std::isnan(p.deviation); });
  Table table(style);
  for (const char* title : {"distance", "column", "row"}) table.text(title);
  axis_titles(table, report, "x", "y");
  table.text(value_name(report, style));
  if (sure) table.text(value_title("deviation", report, style));
  table.end_line();
  for (const PointValue& p : line.points) {
    table.number(std::hypot(p.column - line.pin.x0, p.row - line.pin.y0));
    table.count(p.column);
    table.count(p.row);
    axis_fields(table, report, p.x, p.y);
    table.number(p.value);
    if (sure) table.deviation(p.deviation);
    table.end_line();
  }
  return table.take();
}

std::string histogram_table(const Measurement& area, const Report& report, const TextStyle& style) {
  Table table(style);
  table.text(value_title("from", report, style));
  table.text(value_title("to", report, style));
  table.text("pixels");
  table.end_line();
  const AreaStatistics& s = area.statistics;
  const double width = (s.most - s.least) / AreaStatistics::kBins;
  for (std::size_t i = 0; i < s.bins.size(); ++i) {
    table.number(s.least + static_cast<double>(i) * width);
    table.number(i + 1 == s.bins.size() ? s.most : s.least + static_cast<double>(i + 1) * width);
    table.count(s.bins[i]);
    table.end_line();
  }
  return table.take();
}

}  // namespace unweave

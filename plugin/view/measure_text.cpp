// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/measure_text.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "core/labels/units.hpp"
#include "core/write/axes.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/ticks.hpp"

namespace unweave::view {
namespace {

using plugin::formatted;

constexpr double kDay = 86400, kMinute = 60;  // seconds

/// "2020-03-01", with the time of day where the whole axis is a few days long; "12:30:15".
std::string time_text(double seconds, TimeBase base, double span) {
  constexpr double kFewDays = 60 * kDay;
  using std::chrono::sys_days;
  using std::chrono::year;
  const auto whole = static_cast<long long>(std::llround(seconds));
  const auto days = static_cast<long long>(std::floor(static_cast<double>(whole) / kDay));
  const long long rest = whole - days * static_cast<long long>(kDay);
  std::string clock = formatted("%02lld:%02lld", rest / 3600, rest / 60 % 60);
  if (span < 60 * kMinute) clock += formatted(":%02lld", rest % 60);
  if (base == TimeBase::Day) return clock;
  // Of a year that is not written, one without February 29th stands for it.
  constexpr int kCommonYear = 2001;
  const sys_days first = base == TimeBase::Epoch ? sys_days{} : sys_days{year{kCommonYear} / 1 / 1};
  const std::chrono::year_month_day date(first + std::chrono::days(days));
  std::string text = formatted("%02u-%02u", static_cast<unsigned>(date.month()),
                               static_cast<unsigned>(date.day()));
  if (base == TimeBase::Epoch) text = formatted("%04d-", static_cast<int>(date.year())) + text;
  return span < kFewDays ? text + " " + clock : text;
}

/// "12.4 °E", "Depth 31 m", "x = 3.4"; empty where the axis is not known.
std::string axis_text(double value, const std::optional<AxisCalibration>& axis, const char* usual) {
  if (std::isnan(value) || !axis) return {};
  std::string text =
      axis->time ? time_text(value, *axis->time, std::abs(axis->range.max - axis->range.min))
                 : value_text(value, axis->range);
  if (!axis->units.empty() && !axis->time) text += ' ' + unit_for_people(axis->units);
  if (axis->title.empty()) return axis->time ? text : std::string(usual) + " = " + text;
  return axis->title + ' ' + text;
}

/// "12.4 °E"
std::string bearing_text(double value, const ValueRange& range, const char* east,
                         const char* west) {
  return value_text(std::abs(value), range) + " \u00b0" + (value < 0 ? west : east);
}

/// A value with the unit, in as many digits as the range asks for.
std::string with_unit(double value, const Report& report) {
  if (std::isnan(value)) return "\u2013";
  if (report.range.source == RangeSource::None) return short_number(value, 4);
  const std::string unit = plugin::shown_units(report);
  const std::string text = value_text(value, report.range);
  return unit.empty() ? text : text + ' ' + unit;
}

/// " km²", " km·m"; of axes without units nothing.
std::string area_unit(const Report& report) {
  if (!report.x_axis || !report.y_axis) return {};
  const std::string x = unit_for_people(report.x_axis->units);
  const std::string y = unit_for_people(report.y_axis->units);
  if (x.empty() || y.empty()) return {};
  return x == y ? " (" + x + ")\u00b2" : " " + x + "\u00b7" + y;
}

}  // namespace

std::string short_number(double value, int digits) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, digits);
  std::string text(buffer.data(), end.ptr);
  for (auto at = text.find('-'); at != text.npos; at = text.find('-', at + 3))
    text.replace(at, 1, "\u2212");
  return text;
}

std::string place_text(const PointValue& point, const Report& report) {
  if (!std::isnan(point.x) && !std::isnan(point.y) && is_geographic(report))
    // Translators: the letters of east, west, north and south, in places such as "12.4 °E".
    return bearing_text(point.x, report.x_axis->range, _("E"), _("W")) + ", " +
           bearing_text(point.y, report.y_axis->range, _("N"), _("S"));
  std::string text = axis_text(point.x, report.x_axis, "x");
  const std::string y = axis_text(point.y, report.y_axis, "y");
  if (!text.empty() && !y.empty()) text += ", ";
  text += y;
  return text.empty() ? formatted(_("Pixel %d, %d"), point.column, point.row) : text;
}

std::string reading_text(const PointValue& point, const Report& report) {
  if (std::isnan(point.t)) return _("no data");
  if (report.range.source == RangeSource::None) {
    std::string text = "t = " + short_number(point.t, 4);
    if (std::isfinite(point.deviation)) text += " \u00b1 " + short_number(point.deviation, 2);
    return text;
  }
  std::string text = report.quantity.empty() ? _("value") : report.quantity;
  text += ' ' + value_text(point.value, report.range);
  if (std::isfinite(point.deviation)) text += " \u00b1 " + short_number(point.deviation, 2);
  const std::string unit = plugin::shown_units(report);
  return unit.empty() ? text : text + ' ' + unit;
}

std::string pin_text(const Pin& pin, const Report& report) {
  std::string first = place_text(pixel_place(report, pin.x0, pin.y0), report);
  if (pin.kind == Pin::Kind::Point) return first;
  const std::string last = place_text(pixel_place(report, pin.x1, pin.y1), report);
  return pin.kind == Pin::Kind::Line
             // Translators: a line that is measured along: from one place to another.
             ? formatted(_("%s \u2192 %s"), first.c_str(), last.c_str())
             // Translators: a rectangle that is measured: two opposite corners.
             : formatted(_("%s \u25ad %s"), first.c_str(), last.c_str());
}

std::string brief_text(const Measurement& measurement, const Report& report) {
  if (measurement.pin.kind == Pin::Kind::Point)
    return measurement.points.empty() ? std::string(_("no data"))
                                      : reading_text(measurement.points.front(), report);
  const AreaStatistics& s = measurement.statistics;
  if (s.with_data == 0) return _("no data");
  return formatted(_("mean %s"), with_unit(s.mean, report).c_str());
}

std::string details_text(const Measurement& measurement, const Report& report) {
  const AreaStatistics& s = measurement.statistics;
  if (measurement.pin.kind == Pin::Kind::Point) {
    if (measurement.points.empty()) return _("no data");
    const PointValue& point = measurement.points.front();
    std::string text = place_text(point, report) + ": " + reading_text(point, report);
    if (!std::isnan(point.x) || !std::isnan(point.y))
      text.append("\n").append(formatted(_("Pixel %d, %d"), point.column, point.row));
    return text;
  }
  const auto value = [&](double number) { return with_unit(number, report); };
  std::string text;
  if (s.with_data > 0) {
    text = formatted(_("Mean %s, standard deviation %s"), value(s.mean).c_str(),
                     value(s.spread).c_str()) +
           "\n" +
           formatted(_("Median %s, least %s, most %s"), value(s.median).c_str(),
                     value(s.least).c_str(), value(s.most).c_str()) +
           "\n";
  }
  text += formatted(_("%lld of %lld pixels have data"), static_cast<long long>(s.with_data),
                    static_cast<long long>(s.pixels));
  if (!std::isfinite(s.area)) return text;
  const std::string area = short_number(s.area, 4) + area_unit(report);
  text.append("\n").append(formatted(_("Area of these %s"), area.c_str()));
  return text;
}

}  // namespace unweave::view

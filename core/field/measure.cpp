// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/measure.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/labels/unit_text.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr const char* kKinds[] = {"point", "line", "area"};

/// The axis' value `place` pixels from where it begins; NaN where nothing is known of it.
double axis_value(const std::optional<AxisCalibration>& axis, double place, int length) {
  if (!axis || axis->range.source == RangeSource::None || !axis->range.valid())
    return PointValue::kNone;
  return axis->range.value(place / length);
}

/// The line's pixels, first to last.
std::vector<std::array<int, 2>> steps_of(const Pin& pin) {
  const int dx = pin.x1 - pin.x0, dy = pin.y1 - pin.y0;
  const int last = std::max(std::abs(dx), std::abs(dy));
  std::vector<std::array<int, 2>> steps;
  steps.reserve(static_cast<std::size_t>(last) + 1);
  for (int i = 0; i <= last; ++i) {
    const double share = last == 0 ? 0 : static_cast<double>(i) / last;
    steps.push_back({pin.x0 + static_cast<int>(std::lround(share * dx)),
                     pin.y0 + static_cast<int>(std::lround(share * dy))});
  }
  return steps;
}

/// Fills the values of points that lie side by side in one row in.
void evaluate_run(const Recovery& recovery, const Report& report, const PixelSource& source,
                  PointValue* first, PointValue* end) {
  const int left = std::min(first->column, (end - 1)->column);
  const Rect run{left, first->row, static_cast<int>(end - first), 1};
  const auto width = static_cast<std::size_t>(run.width);
  std::vector<float> t(width), deviation(width);
  recovery.evaluate(source, run, {.t = t.data(), .deviation = deviation.data()});
  for (PointValue* point = first; point != end; ++point) {
    const auto i = static_cast<std::size_t>(point->column - left);
    point->t = static_cast<double>(t[i]);
    point->value = report.range.value(point->t);
    point->deviation = report.range.deviation(point->t, static_cast<double>(deviation[i]));
  }
}

std::vector<PointValue> points_of(const Recovery& recovery, const Report& report,
                                  const PixelSource& source, const Pin& pin) {
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  std::vector<PointValue> points;
  for (const auto& [column, row] : steps_of(pin))
    if (whole.contains(column, row)) points.push_back(pixel_place(report, column, row));
  const auto is_inside = [&](const PointValue& p) {
    return report.plot_area.contains(p.column, p.row);
  };
  for (std::size_t first = 0; first < points.size();) {
    std::size_t end = first + 1;
    if (is_inside(points[first])) {
      while (end < points.size() && points[end].row == points[first].row && is_inside(points[end]))
        ++end;
      evaluate_run(recovery, report, source, &points[first], points.data() + end);
    }
    first = end;
  }
  return points;
}

/// What a pixel covers, where all cover the same.
double pixel_area(const Report& report) {
  const auto step = [](const std::optional<AxisCalibration>& axis, int length) {
    const bool linear = axis && axis->range.source != RangeSource::None && axis->range.valid() &&
                        axis->range.scale == Scale::Linear && !axis->time;
    return linear ? std::abs(axis->range.max - axis->range.min) / length : PointValue::kNone;
  };
  const auto on_earth = [](const std::optional<AxisCalibration>& axis) {
    if (!axis) return false;
    const Quantity named = quantity_of(axis->title, axis->units);
    return axis->degrees || named == Quantity::Longitude || named == Quantity::Latitude;
  };
  if (on_earth(report.x_axis) || on_earth(report.y_axis)) return PointValue::kNone;
  return step(report.x_axis, report.plot_area.width) * step(report.y_axis, report.plot_area.height);
}

/// Of values of t without NaN; sums in the order given. Reorders `t`.
AreaStatistics statistics_of(std::vector<float>& t, const Report& report) {
  AreaStatistics s;
  s.with_data = static_cast<std::int64_t>(t.size());
  if (t.empty()) return s;
  const auto value = [&](float at) { return report.range.value(static_cast<double>(at)); };
  const auto [low, high] = std::ranges::minmax_element(t);
  std::tie(s.least, s.most) = std::minmax({value(*low), value(*high)});
  const auto count = static_cast<double>(t.size());
  // Sums of what lies above the least one, so that a large offset costs no digits.
  double sum = 0, squares = 0;
  s.bins.assign(AreaStatistics::kBins, 0);
  const double width = s.most - s.least;
  for (const float at : t) {
    const double above = value(at) - s.least;
    sum += above;
    squares += above * above;
    const int bin = width > 0 ? static_cast<int>(above / width * AreaStatistics::kBins) : 0;
    ++s.bins[static_cast<std::size_t>(std::clamp(bin, 0, AreaStatistics::kBins - 1))];
  }
  s.mean = s.least + sum / count;
  s.spread = std::sqrt(std::max(0.0, squares / count - (sum / count) * (sum / count)));
  s.median = value(median(t));
  s.area = pixel_area(report) * count;
  return s;
}

AreaStatistics area_of(const Recovery& recovery, const Report& report, const PixelSource& source,
                       const Rect& wanted) {
  constexpr int kRows = 64;  // as files are written by
  const PixelLayout layout = source.layout();
  const Rect area =
      intersect(intersect(wanted, report.plot_area), {0, 0, layout.width, layout.height});
  std::vector<float> all, band;
  for (int y = area.y; y < area.bottom() && !area.empty(); y += kRows) {
    const Rect rows{area.x, y, area.width, std::min(kRows, area.bottom() - y)};
    band.resize(static_cast<std::size_t>(rows.area()));
    recovery.evaluate(source, rows, {.t = band.data()});
    std::ranges::copy_if(band, std::back_inserter(all), [](float t) { return !std::isnan(t); });
  }
  AreaStatistics statistics = statistics_of(all, report);
  statistics.pixels = area.area();
  return statistics;
}

AreaStatistics along(const std::vector<PointValue>& points, const Report& report) {
  std::vector<float> t;
  std::int64_t inside = 0;
  for (const PointValue& point : points) {
    inside += report.plot_area.contains(point.column, point.row);
    if (!std::isnan(point.t)) t.push_back(static_cast<float>(point.t));
  }
  AreaStatistics statistics = statistics_of(t, report);
  statistics.pixels = inside;
  statistics.area = PointValue::kNone;  // a line has none
  return statistics;
}

/// Numbers separated by commas, as many as there are.
std::vector<int> numbers_of(std::string_view text) {
  std::vector<int> numbers;
  while (!text.empty()) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return {};
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != ',') return {};
    text.remove_prefix(1);
  }
  return numbers;
}

std::optional<Pin> parse_pin(std::string_view text) {
  // A picture is never larger; what is beyond could not be added up.
  constexpr int kLargest = 1 << 24;
  const auto blank = text.find(' ');
  const auto kind = std::ranges::find(kKinds, text.substr(0, blank));
  if (blank == text.npos || kind == std::end(kKinds)) return std::nullopt;
  Pin pin{static_cast<Pin::Kind>(kind - std::begin(kKinds))};
  auto numbers = numbers_of(text.substr(blank + 1));
  if (pin.kind == Pin::Kind::Point && numbers.size() == 2)
    numbers.insert(numbers.end(), {numbers[0], numbers[1]});
  if (numbers.size() != 4 ||
      std::ranges::any_of(numbers, [](int n) { return std::abs(static_cast<long>(n)) > kLargest; }))
    return std::nullopt;
  pin.x0 = numbers[0];
  pin.y0 = numbers[1];
  pin.x1 = numbers[2];
  pin.y1 = numbers[3];
  return pin;
}

}  // namespace

Rect Pin::bounds() const {
  return {std::min(x0, x1), std::min(y0, y1), std::abs(x1 - x0) + 1, std::abs(y1 - y0) + 1};
}

std::string pins_text(const std::vector<Pin>& pins) {
  std::string text;
  for (const Pin& pin : pins) {
    if (!text.empty()) text += "; ";
    text += kKinds[static_cast<std::size_t>(pin.kind)];
    text += ' ' + std::to_string(pin.x0) + ',' + std::to_string(pin.y0);
    if (pin.kind != Pin::Kind::Point)
      text += ',' + std::to_string(pin.x1) + ',' + std::to_string(pin.y1);
  }
  return text;
}

std::vector<Pin> parse_pins(std::string_view text) {
  std::vector<Pin> pins;
  while (!text.empty() && pins.size() < kMostPins) {
    const auto end = std::min(text.find(';'), text.size());
    std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (const auto pin = parse_pin(part)) pins.push_back(*pin);
  }
  return pins;
}

PointValue pixel_place(const Report& report, int column, int row) {
  constexpr double kCenter = 0.5;
  const Rect& area = report.plot_area;
  PointValue point{column, row};
  point.x = axis_value(report.x_axis, column + kCenter - area.x, area.width);
  point.y = axis_value(report.y_axis, row + kCenter - area.y, area.height);
  return point;
}

PointValue point_value(const Recovery& recovery, const Report& report, const PixelSource& source,
                       int column, int row) {
  return points_of(recovery, report, source, {Pin::Kind::Point, column, row, column, row}).at(0);
}

Measurement measure(const Recovery& recovery, const Report& report, const PixelSource& source,
                    const Pin& pin) {
  if (pin.kind == Pin::Kind::Area)
    return {pin, {}, area_of(recovery, report, source, pin.bounds())};
  Measurement measurement{pin, points_of(recovery, report, source, pin)};
  if (pin.kind == Pin::Kind::Line) measurement.statistics = along(measurement.points, report);
  return measurement;
}

}  // namespace unweave

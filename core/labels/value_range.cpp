// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string_view>

namespace unweave {

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kLastLatitude = 89.9;    // degrees; the pole itself is infinitely far away
constexpr double kLinearPart = 10.0 / 9;  // of a symmetric logarithm, in decades

constexpr struct {
  Scale scale;
  const char* name;
} kNames[] = {{Scale::Linear, "linear"}, {Scale::Log10, "log"},         {Scale::Power, "power"},
              {Scale::SymLog, "symlog"}, {Scale::Mercator, "mercator"}, {Scale::Table, "table"}};

double odd_power(double v, double exponent) {
  return std::copysign(std::pow(std::abs(v), exponent), v);
}

/// f(value): what the scale is even in. NaN for values that it does not hold.
double evened(const ValueRange& range, double value) {
  switch (range.scale) {
    case Scale::Log10:
      return value > 0 ? std::log(value) : std::nan("");
    case Scale::Power:
      return odd_power(value - range.origin, range.shape);
    case Scale::SymLog: {
      const double size = std::abs(value) / range.shape;
      return std::copysign(size <= 1 ? kLinearPart * size : kLinearPart + std::log10(size), value);
    }
    case Scale::Mercator:
      return std::abs(value) < 90 ? std::asinh(std::tan(value * kDegree)) : std::nan("");
    case Scale::Linear:
    case Scale::Table:
      break;
  }
  return value;
}

/// The value of which f is `even`.
double unevened(const ValueRange& range, double even) {
  switch (range.scale) {
    case Scale::Log10:
      return std::exp(even);
    case Scale::Power:
      return range.origin + odd_power(even, 1 / range.shape);
    case Scale::SymLog: {
      const double size = std::abs(even);
      return range.shape * std::copysign(size <= kLinearPart ? size / kLinearPart
                                                             : std::pow(10.0, size - kLinearPart),
                                         even);
    }
    case Scale::Mercator:
      return std::atan(std::sinh(even)) / kDegree;
    case Scale::Linear:
    case Scale::Table:
      break;
  }
  return even;
}

/// On the line through two points.
double between(double x0, double y0, double x1, double y1, double x) {
  if (x == x0) return y0;
  if (x == x1) return y1;
  return y0 + (y1 - y0) * ((x - x0) / (x1 - x0));
}

double table_value(const std::vector<RangePoint>& points, double t) {
  const auto after = std::upper_bound(points.begin() + 1, points.end() - 1, t,
                                      [](double at, const RangePoint& p) { return at < p.t; });
  const RangePoint &a = *(after - 1), &b = *after;
  return between(a.t, a.value, b.t, b.value, t);
}

double table_position(const std::vector<RangePoint>& points, double value) {
  const bool rising = points.front().value < points.back().value;
  const auto after = std::upper_bound(
      points.begin() + 1, points.end() - 1, value,
      [rising](double v, const RangePoint& p) { return rising ? v < p.value : v > p.value; });
  const RangePoint &a = *(after - 1), &b = *after;
  return between(a.value, a.t, b.value, b.t, value);
}

/// True if the points can be a table: finite, in order, their values strictly monotone.
bool in_order(const std::vector<RangePoint>& points) {
  if (points.size() < 2) return false;
  const bool rising = points[0].value < points[1].value;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!std::isfinite(points[i].t) || !std::isfinite(points[i].value)) return false;
    if (i == 0) continue;
    const double step = points[i].value - points[i - 1].value;
    if (!(points[i].t > points[i - 1].t) || !(rising ? step > 0 : step < 0)) return false;
  }
  return true;
}

bool allowed(const ValueRange& range) {
  switch (range.scale) {
    case Scale::Log10:
      return range.min > 0 && range.max > 0;
    case Scale::Power: {
      const double width = evened(range, range.max) - evened(range, range.min);
      return std::isfinite(range.shape) && range.shape > 0 && std::isfinite(range.origin) &&
             std::isfinite(width) && width != 0;
    }
    case Scale::SymLog:
      return std::isfinite(range.shape) && range.shape > 0;
    case Scale::Mercator:
      return std::abs(range.min) <= kLastLatitude && std::abs(range.max) <= kLastLatitude;
    case Scale::Table:
      return in_order(range.points) && table_value(range.points, 0) == range.min &&
             table_value(range.points, 1) == range.max;
    case Scale::Linear:
      break;
  }
  return true;
}

}  // namespace

const char* name_of(Scale scale) {
  for (const auto& entry : kNames)
    if (entry.scale == scale) return entry.name;
  return kNames[0].name;
}

std::optional<Scale> scale_named(const char* name) {
  for (const auto& entry : kNames)
    if (std::string_view(entry.name) == name) return entry.scale;
  return std::nullopt;
}

bool ValueRange::valid() const {
  if (!std::isfinite(min) || !std::isfinite(max) || min == max) return false;
  return std::isfinite(max - min) && allowed(*this);
}

double ValueRange::value(double t) const {
  if (source == RangeSource::None) return t;
  if (scale == Scale::Linear) return min + (max - min) * t;
  // Ends may be farther apart than doubles go; the way by the logarithms serves them.
  if (scale == Scale::Log10 && std::isnormal(max / min)) return min * std::pow(max / min, t);
  if (std::isnan(t)) return t;
  if (scale == Scale::Table) return table_value(points, t);
  if (t == 0) return min;
  if (t == 1) return max;
  const double first = evened(*this, min);
  return unevened(*this, first + (evened(*this, max) - first) * t);
}

double ValueRange::deviation(double t, double of_t) const {
  if (source == RangeSource::None) return of_t;
  return 0.5 * std::abs(value(t + of_t) - value(t - of_t));
}

double ValueRange::position(double value) const {
  if (source == RangeSource::None || std::isnan(value)) return value;
  if (scale == Scale::Table) return table_position(points, value);
  const double first = evened(*this, min);
  return (evened(*this, value) - first) / (evened(*this, max) - first);
}

ValueRange turned(ValueRange range) {
  std::swap(range.min, range.max);
  std::reverse(range.points.begin(), range.points.end());
  for (RangePoint& p : range.points) p.t = 1 - p.t;
  // 1 - t rounds: the ends are those of the table as it is now.
  if (range.scale == Scale::Table && range.points.size() > 1) {
    range.min = table_value(range.points, 0);
    range.max = table_value(range.points, 1);
  }
  return range;
}

ValueRange multiplied(ValueRange range, double factor) {
  range.min *= factor;
  range.max *= factor;
  range.origin *= factor;
  if (range.scale == Scale::SymLog) range.shape *= factor;
  for (RangePoint& p : range.points) p.value *= factor;
  if (range.scale == Scale::Table && range.points.size() > 1) {
    range.min = table_value(range.points, 0);
    range.max = table_value(range.points, 1);
  }
  return range;
}

std::optional<ValueRange> stretched(ValueRange range, double first, double last) {
  if (range.scale != Scale::Linear && range.scale != Scale::Table) return std::nullopt;
  const double from = range.min, width = range.max - range.min;
  for (RangePoint& p : range.points) p.value = first + (p.value - from) / width * (last - first);
  range.min = first;
  range.max = last;
  if (range.scale == Scale::Table) return table_range(std::move(range.points), range.source);
  return range.valid() ? std::optional(range) : std::nullopt;
}

namespace {

/// A power of the distance from the lower end, which follows from two points.
void put_power_through(const RangePoint& a, const RangePoint& b, ValueRange& range) {
  const bool rising = (a.value < b.value) == (a.t < b.t);
  const auto along = [&](double t) { return odd_power(rising ? t : 1 - t, 1 / range.shape); };
  const double size = (b.value - a.value) / (along(b.t) - along(a.t));
  range.origin = a.value - size * along(a.t);
  range.min = rising ? range.origin : range.origin + size;
  range.max = rising ? range.origin + size : range.origin;
}

}  // namespace

std::optional<ValueRange> range_through(std::vector<RangePoint> points, const ValueRange& family) {
  constexpr double kBeside = 0.01;  // of the range: a pixel of a bar of a hundred
  auto table = table_range(points, family.source);
  if (!table || family.scale == Scale::Table) return table;
  const auto ends =
      std::minmax_element(points.begin(), points.end(),
                          [](const RangePoint& a, const RangePoint& b) { return a.t < b.t; });
  const RangePoint first = *ends.first, last = *ends.second;
  ValueRange range = family;
  if (family.scale != Scale::Power) range.origin = 0;
  if (family.scale == Scale::Power && family.origin == kLowerEnd) {
    put_power_through(first, last, range);
  } else {
    const double a = evened(range, first.value), b = evened(range, last.value);
    range.min = unevened(range, between(first.t, a, last.t, b, 0));
    range.max = unevened(range, between(first.t, a, last.t, b, 1));
  }
  const bool on_it =
      range.valid() && std::all_of(points.begin(), points.end(), [&](const auto& p) {
        return std::abs(range.position(p.value) - p.t) <= kBeside * (last.t - first.t);
      });
  if (on_it) return range;
  return family.scale == Scale::Linear ? table : std::nullopt;
}

std::optional<ValueRange> table_range(std::vector<RangePoint> points, RangeSource source) {
  std::sort(points.begin(), points.end(),
            [](const RangePoint& a, const RangePoint& b) { return a.t < b.t; });
  if (!in_order(points)) return std::nullopt;
  ValueRange range;
  range.scale = Scale::Table;
  range.source = source;
  range.min = table_value(points, 0);
  range.max = table_value(points, 1);
  range.points = std::move(points);
  if (!range.valid()) return std::nullopt;
  return range;
}

}  // namespace unweave

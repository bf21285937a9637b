// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/axes.hpp"

#include <algorithm>
#include <cmath>

#include "core/labels/unit_text.hpp"

namespace unweave {

namespace {

bool usable(const std::optional<AxisCalibration>& axis) {
  return axis && axis->range.source != RangeSource::None && axis->range.valid();
}

bool linear(const std::optional<AxisCalibration>& axis) {
  return usable(axis) && axis->range.scale == Scale::Linear;
}

/// True for an axis in degrees, by its labels or by its title, that is not said to be the other.
bool degrees_within(const std::optional<AxisCalibration>& axis, Quantity quantity, double low,
                    double high) {
  if (!linear(axis)) return false;
  const Quantity named = quantity_of(axis->title, axis->units);
  if (named != quantity && (named != Quantity::Other || !axis->degrees)) return false;
  const auto [first, last] = std::minmax(axis->range.min, axis->range.max);
  // Half a pixel of a fit's error beyond a pole or the date line is no other kind of axis.
  const double slack = 0.01 * (last - first);
  return first >= low - slack && last <= high + slack;
}

}  // namespace

std::vector<double> coordinates(const std::optional<AxisCalibration>& axis, int first_pixel,
                                int count) {
  std::vector<double> values(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    values[static_cast<std::size_t>(i)] =
        usable(axis) ? axis->range.value((i + 0.5) / count) : first_pixel + i;
  return values;
}

namespace {

/// A side of the plot area: what it is measured in, its pixels, and the cells along it if there are
/// any.
struct Side {
  const std::optional<AxisCalibration>& axis;
  int first_pixel, length;
  const GridSide* cells;
};

Side x_side(const Report& r) {
  return {r.x_axis, r.plot_area.x, r.plot_area.width, r.grid ? &r.grid->x : nullptr};
}

Side y_side(const Report& r) {
  return {r.y_axis, r.plot_area.y, r.plot_area.height, r.grid ? &r.grid->y : nullptr};
}

double coordinate(const Side& side, double at) {
  return usable(side.axis) ? side.axis->range.value((at - side.first_pixel) / side.length)
                           : at - 0.5;
}

std::vector<double> centers(const Side& side, int count) {
  const auto& [axis, first_pixel, length, cells] = side;
  if (!cells) return coordinates(axis, first_pixel, count);
  std::vector<double> values;
  for (int k = 0; k < cells->cells(); ++k) {
    const double center = cells->center(k);
    values.push_back(usable(axis) ? axis->range.value(center / length)
                                  : first_pixel + center - 0.5);
  }
  return values;
}

/// Pixels lie around their numbers: the first one's edge is half a pixel before it.
std::vector<double> edges(const Side& side, int count) {
  const auto& [axis, first_pixel, length, cells] = side;
  std::vector<double> values;
  for (int k = 0; k <= count; ++k) {
    const double place =
        cells ? cells->edges[static_cast<std::size_t>(k)] : static_cast<double>(k) * length / count;
    values.push_back(usable(axis) ? axis->range.value(place / length) : first_pixel + place - 0.5);
  }
  return values;
}

/// Where the first of `count` equal steps begins, and how long they are.
std::array<double, 2> steps(const std::vector<double>& edges) {
  return {edges.front(), (edges.back() - edges.front()) / static_cast<double>(edges.size() - 1)};
}

}  // namespace

double x_coordinate(const Report& report, double at) { return coordinate(x_side(report), at); }

double y_coordinate(const Report& report, double at) { return coordinate(y_side(report), at); }

std::vector<double> x_coordinates(const Report& report, int count) {
  return centers(x_side(report), count);
}

std::vector<double> y_coordinates(const Report& report, int count) {
  return centers(y_side(report), count);
}

std::vector<double> x_edges(const Report& report, int count) {
  return edges(x_side(report), count);
}

std::vector<double> y_edges(const Report& report, int count) {
  return edges(y_side(report), count);
}

bool is_geographic(const Report& report) {
  // A map may begin at any meridian and count on from there; more than a turn is no map.
  constexpr double kTurn = 361;
  const auto& x = report.x_axis;
  return degrees_within(x, Quantity::Longitude, -180, 540) &&
         std::abs(x->range.max - x->range.min) <= kTurn &&
         degrees_within(report.y_axis, Quantity::Latitude, -90, 90);
}

std::optional<std::array<double, 4>> pixel_transform(const Report& report, int width, int height) {
  const bool even = (linear(report.x_axis) || !usable(report.x_axis)) &&
                    (linear(report.y_axis) || !usable(report.y_axis));
  if (!even || (!usable(report.x_axis) && !usable(report.y_axis))) return std::nullopt;
  const Grid* grid = report.grid ? &*report.grid : nullptr;
  if (grid && !(grid->x.regular && grid->y.regular)) return std::nullopt;
  const auto [x, x_step] = steps(x_edges(report, width));
  const auto [y, y_step] = steps(y_edges(report, height));
  return std::array{x, x_step, y, y_step};
}

}  // namespace unweave

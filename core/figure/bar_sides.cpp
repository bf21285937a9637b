// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_sides.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/figure/axis_labels.hpp"

namespace unweave {

namespace {

double position(const SideReading& reading, const FittedLabel& label) {
  return reading.labels[static_cast<std::size_t>(label.index)].position;
}

/// The plot behind the labels, along which all of them stand; null: there is none.
const PlotBox* plot_behind(const SideReading& reading, const LabelledSide& side,
                           const std::vector<PlotBox>& boxes) {
  constexpr double kNear = 4;  // label heights between bar and plot: two rows of labels and room
  const AxisView axis{side.vertical};
  for (const PlotBox& box : boxes) {
    const int gap = reading.far_side ? axis.near(box.outer) - axis.far(side.outer)
                                     : axis.near(side.outer) - axis.far(box.outer);
    const bool along_it = std::ranges::all_of(reading.fit.fit->labels, [&](const FittedLabel& l) {
      const double at = position(reading, l);
      return at >= axis.begin(box.outer) - 1 && at <= axis.end(box.outer) + 1 &&
             gap <= kNear * reading.labels[static_cast<std::size_t>(l.index)].height;
    });
    if (gap >= 0 && along_it) return &box;
  }
  return nullptr;
}

/// True if two sides have the same values at the same places.
bool say_the_same(const SideReading& one, const SideReading& other) {
  constexpr double kPixels = 2.5;  // middles of texts
  if (fitted_labels(other) < 2) return false;
  return std::ranges::all_of(one.fit.fit->labels, [&](const FittedLabel& l) {
    return std::abs(other.fit.fit->position_of(l.value) - position(one, l)) <= kPixels;
  });
}

}  // namespace

SideReading read_bar_sides(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                           const std::vector<PlotBox>& boxes, const ColorMetric& metric) {
  SideReading reading = read_sides(raster, reader, side, metric);
  const PlotBox* plot =
      fitted_labels(reading) >= kPlentyLabels ? plot_behind(reading, side, boxes) : nullptr;
  if (!plot) return reading;
  LabelledSide outer = side;
  outer.far_side = !reading.far_side;
  SideReading own = read_side(raster, reader, outer, metric);
  own.far_side = outer.far_side;
  if (fitted_labels(own) >= kPlentyLabels) return own;
  const LabelledSide behind{plot->rect, plot->outer, side.vertical, reading.far_side, {}, {}, {}};
  if (!say_the_same(reading, read_side(raster, reader, behind, metric))) return reading;
  SideReading none;
  none.far_side = reading.far_side;
  return none;
}

}  // namespace unweave

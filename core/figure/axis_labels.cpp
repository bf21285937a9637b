// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/axis_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/labels/fitted_range.hpp"

namespace unweave {

namespace {

std::size_t numbers_of(const SideReading& r) {
  return static_cast<std::size_t>(std::count_if(
      r.labels.begin(), r.labels.end(), [](const AxisLabel& l) { return !l.readings.empty(); }));
}

}  // namespace

std::size_t fitted_labels(const SideReading& reading) {
  return reading.fit.outcome == FitOutcome::Fitted ? reading.fit.fit->labels.size() : 0;
}

SideReading read_sides(const Raster& raster, const TextReader& reader, LabelledSide side,
                       const ColorMetric& metric) {
  SideReading first = read_side(raster, reader, side, metric);
  first.far_side = side.far_side;
  if (fitted_labels(first) >= kPlentyLabels) return first;
  side.far_side = !side.far_side;
  SideReading second = read_side(raster, reader, side, metric);
  second.far_side = side.far_side;
  if (fitted_labels(second) > fitted_labels(first) && fitted_labels(second) >= numbers_of(first))
    return second;
  if (fitted_labels(first) == 0 && numbers_of(second) > numbers_of(first)) return second;
  return first;
}

std::vector<TickLabel> tick_labels(const SideReading& reading, double length) {
  std::vector<TickLabel> out;
  for (const FittedLabel& f : reading.fit.fit->labels) {
    const AxisLabel& l = reading.labels[f.index];
    out.push_back({l.text, f.value, l.position, std::abs(f.residual) / std::max(1.0, length)});
  }
  return out;
}

AxisReading read_axis(const Raster& raster, const TextReader& reader, const PlotBox& box,
                      const std::vector<Rect>& obstacles, const ColorMetric& metric,
                      bool vertical) {
  LabelledSide side{box.rect, box.outer, vertical, !vertical, {}, {}, obstacles};
  const SideReading reading = read_sides(raster, reader, side, metric);
  const AxisView view{vertical};
  const double first = view.begin(box.rect), last = view.end(box.rect);
  const RangeOf range_of = [&](const AxisFit& fit) {
    return fitted_range(fit, {first, last, fit.value_at(first), fit.value_at(last)});
  };
  AxisReading out;
  const std::optional<AxisFit>& fit = reading.fit.fit;
  const bool clear = fit && reading.unclear_offset.empty();
  const auto range = clear ? range_of(*fit) : std::nullopt;
  out.verdict = verdict_of(reading.fit, reading.labels, range.has_value(), range_of);
  if (!reading.unclear_offset.empty()) out.verdict.against = reading.unclear_offset;
  out.contradicts = !range && out.verdict.weighed() && sure_numbers(reading) >= 2;
  if (!range) return out;
  AxisCalibration& axis = out.axis.emplace();
  axis.range = *range;
  axis.ticks = tick_labels(reading, last - first);
  axis.units = reading.unit;
  out.multiplier = reading.multiplier;
  axis.degrees = std::any_of(fit->labels.begin(), fit->labels.end(),
                             [](const FittedLabel& f) { return f.degrees; });
  return out;
}

}  // namespace unweave

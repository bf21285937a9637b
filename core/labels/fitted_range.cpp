// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/fitted_range.hpp"

#include <utility>
#include <vector>

namespace unweave {

namespace {

/// The points of a table, its ends included.
std::vector<RangePoint> table_points(const AxisFit& fit, const FittedSpan& span) {
  std::vector<RangePoint> out{{0, span.first_value}, {1, span.last_value}};
  const auto add = [&](double position, double value) {
    const double t = (position - span.first) / (span.last - span.first);
    const bool between = (value - span.first_value) * (value - span.last_value) < 0;
    if (t > 0 && t < 1 && between) out.push_back({t, value});
  };
  for (const auto& [position, value] : fit.table) add(position, value * fit.by + fit.addend);
  if (fit.shape.family == ScaleFamily::TwoSlope) {
    const double center = fit.shape.center * fit.by + fit.addend;
    add(fit.position_of(center), center);
  }
  return out;
}

}  // namespace

std::optional<ValueRange> fitted_range(const AxisFit& fit, const FittedSpan& span) {
  const ScaleFamily family = fit.shape.family;
  if (family == ScaleFamily::Table || family == ScaleFamily::TwoSlope)
    return table_range(table_points(fit, span), RangeSource::Ticks);
  const bool shifts = family == ScaleFamily::Linear || family == ScaleFamily::Power;
  if (fit.addend != 0 && !shifts) return std::nullopt;
  ValueRange range{span.first_value, span.last_value, fit.scale, RangeSource::Ticks};
  if (family == ScaleFamily::SymLog) range.shape = fit.shape.center * fit.by;
  if (family == ScaleFamily::Power) {
    range.shape = fit.shape.parameter;
    range.origin = fit.shape.center * fit.by + fit.addend;
  }
  if (!range.valid()) return std::nullopt;
  return range;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/figure/plot_area.hpp"
#include "core/image/raster.hpp"
#include "core/labels/axis_calibration.hpp"
#include "core/labels/scale_verdict.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/tick_labels.hpp"

namespace unweave {

/// So many labels on one scale say enough.
inline constexpr std::size_t kPlentyLabels = 3;
/// How many labels are on the side's scale; 0: it has none.
std::size_t fitted_labels(const SideReading& reading);

/// The better read one of a bar's or an axis' two sides; `side` is looked at first, the other only
/// if that one says little. A scale on the second side does not count against more numbers that
/// contradict each other on the first.
SideReading read_sides(const Raster& raster, const TextReader& reader, LabelledSide side,
                       const ColorMetric& metric);

/// The labels that agree with the fit of a side of `length` pixels; there is a fit.
std::vector<TickLabel> tick_labels(const SideReading& reading, double length);

/// What the labels along an axis say.
struct AxisReading {
  std::optional<AxisCalibration> axis;  ///< nullopt: nothing is claimed
  ScaleVerdict verdict;
  double multiplier = 1;     ///< for all labels, at the axis' end; already in the range
  bool contradicts = false;  ///< two numbers were surely read, but make no sure scale
};

/// Reads one axis of a plot box: below (left of) the box, then above (right of) it.
AxisReading read_axis(const Raster& raster, const TextReader& reader, const PlotBox& box,
                      const std::vector<Rect>& obstacles, const ColorMetric& metric, bool vertical);

}  // namespace unweave

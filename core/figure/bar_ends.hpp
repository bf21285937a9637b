// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/image/raster.hpp"

namespace unweave {

/// A stack of rows [first, last] of columns [x0, x1) that may be a vertical color bar.
struct BarStack {
  int x0, x1, first, last;
};

/// The line of one color beside a long side of a stack.
struct Flank {
  Rgb8 color{};
  int thickness = 0;  ///< of the line, up to 24: that much is background
  int distance = 0;   ///< pixels between bar and line, blended of both
  int depth() const { return distance + thickness; }
};

/// Tolerances of the search, on the metric's scale: of a run of one color, and of a line.
double run_tolerance(const ColorMetric& metric);
double line_tolerance(const ColorMetric& metric);

/// A line thicker than this beside a bar is no outline, but background.
int outline_limit(const Raster& raster);

/// The line beside column `x` in direction `step` (-1 or 1) over the rows [y0, y1): one color on
/// at least the share `least` of them (ticks may hide the rest), within a few pixels of the bar.
std::optional<Flank> find_flank(const Raster& raster, int x, int step, int y0, int y1,
                                const ColorMetric& metric, double least = 0.8);

/// Moves the ends of a stack to where the bar ends: outward as long as rows stand out from the
/// background or the outline goes on, inward over the rows of a triangle, of the outline, and of
/// their blends.
void settle_ends(const Raster& raster, BarStack& stack, const Flank& left, const Flank& right,
                 const ColorMetric& metric);

/// Rows of the outline's color beyond the first (`at_start`) or the last row; 0: no line across.
int end_line(const Raster& raster, const BarStack& stack, const Flank& flank, bool at_start,
             const ColorMetric& metric);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/figure/marker_plot.hpp"
#include "core/image/color.hpp"
#include "core/image/neighborhood.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// The color that most pixels have, as far as that is the plot's paper.
std::optional<Rgb8> paper_of_plot(const Raster& raster, const MarkerOptions& options);

/// 1 where something other than a grid's lines is drawn on the paper. A line is thin and of one
/// color along a row or a column, and covers options.dotted of it; where it runs behind a marker
/// it is a part of that.
BytePlane drawn_on(const Raster& raster, const Rgb8& paper, const ColorMetric& metric,
                   const MarkerOptions& options);

/// The panel that a grid's lines, or the lines of two axes, lie in, where no frame is around it:
/// from end to end of the lines along each direction, the median of them. Empty where one
/// direction has none.
Rect lined_panel(const Raster& raster, const Rgb8& paper, const ColorMetric& metric,
                 const MarkerOptions& options);

}  // namespace unweave

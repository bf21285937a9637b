// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/field/report.hpp"
#include "core/figure/marker_plot.hpp"
#include "core/lookup/color_table.hpp"

namespace unweave {

/// What the colors of a scatter plot's markers stand for, in the order of `plot.markers`. A marker
/// of which a part is hidden is half as sure as its color: what covers it may have left but a rim.
MarkerPoints marker_points(const MarkerPlot& plot, const ColorTable& table);

}  // namespace unweave

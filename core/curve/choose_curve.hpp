// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/context.hpp"
#include "core/curve/chosen_curve.hpp"
#include "core/curve/curve_options.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"
#include "core/result.hpp"

namespace unweave {

/// Which source wins: a map given by the user (with the range of a color bar that shows it), then
/// a color bar (with the exact table of a known map that agrees with it), then gray (a gray
/// picture's map is black to white), then the curve recovered from the colors alone, or the known
/// map that explains them. Errors: those of recover_locus; InvalidOption for a given map of fewer
/// than two colors. Which way the curve is run is left to turn(). Of `markers`, the pixels of a
/// scatter plot's, nobody asks whether they look like a drawing.
Result<ChosenCurve> choose_curve(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, const FigureLayout& layout,
                                 const CurveOptions& options, const Context& context,
                                 bool markers = false);

}  // namespace unweave

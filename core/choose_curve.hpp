// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/field/field_recovery.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"
#include "core/recover.hpp"

namespace unweave {

/// The curve that turns colours into t, where it comes from, and what is known about it.
struct ChosenCurve {
  Locus locus;
  CutOff cut_off;
  NoiseMetric metric;  ///< what a distance from the curve means under the picture's noise
  ColormapSource source = ColormapSource::Locus;
  std::string name{};  ///< empty: not a known map
  std::string family{};
  bool reversed = false;
  bool direction_known = false;
  bool speed_known = false;
  std::optional<int> levels{};
  std::vector<double> level_edges{};  ///< edges of a stepped map in t
  std::optional<ValueRange> range{};  ///< what the color bar's numbers say about t = 0 and t = 1
  std::vector<Remark> remarks{};
};

/// Which source wins: a map given by the user (with the range of a colour bar that shows it), then
/// a colour bar (with the exact table of a known map that agrees with it), then gray (a gray
/// picture's map is black to white), then the curve recovered from the colours alone, or the known
/// map that explains them. Errors: those of recover_locus; InvalidOption for a given map of fewer
/// than two colours. options.reversed is left to turn(): which way the curve is run does not change
/// which one it is.
Result<ChosenCurve> choose_curve(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, const FigureLayout& layout,
                                 const RecoverOptions& options, Context& context);

/// Exchanges the two ends of the curve; its range stays with t.
void turn(ChosenCurve& curve);

}  // namespace unweave

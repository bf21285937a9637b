// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/bar_tint.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/plot_area.hpp"

namespace unweave {

/// A scatter plot and the bar that says what its markers' colors mean, in raster pixels.
struct ScatterBar {
  BarCandidate bar;
  PlotBox plot;
  double agreement = 0;         ///< share of the markers that stand alone and have its colors
  std::optional<BarTint> tint;  ///< of the markers, where they let the paper through
};

/// For a figure in which no bar explains a field: small markers are no quiet places, and a frame
/// around few of them looks empty. The bar whose colors those of the markers in a box are
/// (marker_colors), as they are or with one opacity. `boxes` are all of the figure's, the largest
/// first; where none holds markers, the panel that axes or a grid's lines make (lined_panel) is
/// tried. Nothing for a thinned raster.
std::optional<ScatterBar> find_scatter_bar(const Raster& raster,
                                           const std::vector<BarCandidate>& candidates,
                                           const std::vector<PlotBox>& boxes,
                                           const ColorMetric& metric,
                                           const std::optional<Backdrop>& backdrop);

}  // namespace unweave

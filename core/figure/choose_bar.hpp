// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/bar_tint.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/plot_area.hpp"

namespace unweave {

/// A candidate that explains the field.
struct ChosenBar {
  BarCandidate bar;
  std::optional<Rect> adjoining;  ///< its part of a box that it shares with the plot
  double agreement = 0;           ///< share of the field's quiet pixels that it explains
  std::optional<BarTint> tint;    ///< of the field, where its colors are not the bar's own
};

/// The candidate that explains the largest box best; nullopt where none explains half of it. A
/// strip of the field itself is no bar: inside a box a candidate has to stand apart and to explain
/// nearly everything. Where no candidate's own colors explain the field, those beside the boxes
/// are tried again under a light and an opacity (find_tint). All in raster pixels.
std::optional<ChosenBar> choose_bar(const Raster& raster,
                                    const std::vector<BarCandidate>& candidates,
                                    const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                                    const std::optional<Backdrop>& backdrop);

}  // namespace unweave

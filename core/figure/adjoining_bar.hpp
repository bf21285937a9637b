// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/backdrop.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/plot_area.hpp"

namespace unweave {

/// True for colors that change smoothly without ever coming back, as those of a bar do.
bool is_path(const std::vector<Rgb8>& colors);

/// A color bar that shares a line with its plot, or whose outline is joined to the plot's, so that
/// both are one box. Returns what of the box is the bar's (all but that line) if `bar` lies along a
/// side of a box from corner to corner, changes smoothly without ever returning to a color or in
/// five and more equal steps whose colors are in order, and no other candidate of its shape lies in
/// the box; the last column of a matrix has none of these, a strip of the field itself at most the
/// first.
std::optional<Rect> adjoining_part(const Raster& raster, const std::optional<Backdrop>& backdrop,
                                   const BarCandidate& bar, const std::vector<PlotBox>& boxes,
                                   const std::vector<BarCandidate>& candidates);

}  // namespace unweave

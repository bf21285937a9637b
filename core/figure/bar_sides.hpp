// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/figure/plot_area.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/tick_labels.hpp"

namespace unweave {

/// The labels of a bar, as read_sides() reads them, but for numbers between the bar and a plot,
/// which may be that plot's: all of them stand along it. If the other side of the bar has a scale
/// of its own, that is the bar's, as nobody else's could stand there. If it has none and the plot's
/// other side says the same, the numbers are the plot's, and the bar has no labels.
SideReading read_bar_sides(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                           const std::vector<PlotBox>& boxes, const ColorMetric& metric);

}  // namespace unweave

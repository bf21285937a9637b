// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "core/figure/plot_area.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// What stands beside the numbers of a bar.
struct BesideNumbers {
  std::string unit{};     ///< behind each number, as CF spells it; empty where none does
  double multiplier = 1;  ///< for all of them, at the bar's end; already in its range
};

/// Reads the labels at a bar (raster pixels) and puts ticks, range, verdict and low end into it. A
/// stepped bar without tick marks whose labels stand at its inner edges only has open-ended boxes
/// at its ends: they are taken out of the range. Adds NoTicks or TicksContradict to `remarks`.
BesideNumbers read_bar_ticks(const Raster& raster, const TextReader& reader,
                             const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                             Colorbar& bar, std::vector<Remark>& remarks);

/// Tick marks drawn over a bar's own colors at its long sides; positions along its axis.
std::vector<double> inner_ticks(const Raster& raster, const Rect& rect, bool vertical,
                                const ColorMetric& metric);

}  // namespace unweave

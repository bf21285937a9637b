// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "core/labels/tick_labels.hpp"

namespace unweave {

/// The edges of a stepped bar whose boxes are of one size but stand for unlike intervals (0, 1, 2,
/// 5, 10, 20), from top or left.
struct UnevenLevels {
  std::vector<double> values;  ///< of the edges, strictly rising or falling
  std::vector<int> labels;     ///< of each edge, an index into the reading's labels
  bool open_ends = false;      ///< the first and the last box are for values beyond the scale
};

/// What the labels say about each edge, where no scale fits all of them: every inner edge has one
/// number surely read, both ends have one too or neither, and all numbers follow each other in one
/// direction. Anything less is no evidence, since nothing tells a misread number from a right one.
std::optional<UnevenLevels> uneven_levels(const Colorbar& bar, const SideReading& reading);

/// Makes the bar's levels as long as their intervals, so that its range is linear.
void stretch_levels(const UnevenLevels& levels, const SideReading& reading, Colorbar& bar);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/figure/colorbar.hpp"
#include "core/figure/plot_area.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// The numbers beyond the two ends of a bar, as thermal cameras write them: above and below a
/// vertical bar, left and right of a horizontal one, from top or left. Positions are the bar's ends
/// (raster pixels).
struct EndCaptions {
  std::array<TickLabel, 2> labels;
  double probability = 0;  ///< that both were read as they are
};

/// Reads them. nullopt unless both are numbers that differ and are written alike, and three ways of
/// seeing each agree: as a word, with thicker strokes, and as a whole line. On a field (a bar
/// within one of the `boxes`, or no boxes) the letters may be white, with an outline or a box
/// behind them; borders of boxes beside the bar are no letters.
std::optional<EndCaptions> read_end_captions(const Raster& raster, const TextReader& reader,
                                             const Colorbar& bar, const std::vector<PlotBox>& boxes,
                                             const ColorMetric& metric);

/// Takes them for the bar's range, which then has none other; false where there are none that are
/// sure enough.
bool take_end_captions(const Raster& raster, const TextReader& reader,
                       const std::vector<PlotBox>& boxes, const ColorMetric& metric, Colorbar& bar);

}  // namespace unweave

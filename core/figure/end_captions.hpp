// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "core/figure/colorbar.hpp"
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
/// seeing each agree: as a word, with thicker strokes, and as a whole line.
std::optional<EndCaptions> read_end_captions(const Raster& raster, const TextReader& reader,
                                             const Colorbar& bar, const ColorMetric& metric);

/// Takes them for the bar's range, which then has none other; false where there are none that are
/// sure enough.
bool take_end_captions(const Raster& raster, const TextReader& reader, const ColorMetric& metric,
                       Colorbar& bar);

}  // namespace unweave

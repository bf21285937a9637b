// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/figure_titles.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// Where titles may stand, in raster pixels.
struct TitledParts {
  std::optional<Rect> plot;  ///< with its frame line
  std::vector<Rect> others;  ///< further plots
  std::optional<Rect> bar;   ///< with its outline
  bool bar_vertical = true;
};

/// Reads the titles of the bar (beside it, turned either way, above or below it), of the axes
/// (below the plot's labels, left of them and turned, or on the other sides) and of the figure
/// (above the plot).
///
/// A title is a line of text of its own: beyond the row of labels, where several stand, and placed
/// by the middle or the end of what it belongs to. It holds a letter or a unit's sign and is no
/// number. Claimed where the reader's confidence is at least 0.8: below, every third text that was
/// read had a wrong letter, above every twentieth (tests/tools/title_figures.py). Cost: a reading
/// of 5 to 20 ms for each line that may be a title, at most ten. Deterministic.
FigureTitles read_titles(const Raster& raster, const TextReader& reader, const TitledParts& parts,
                         const ColorMetric& metric);

}  // namespace unweave

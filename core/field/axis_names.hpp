// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/field/grid.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// The names of a labeled matrix' columns or rows: of each cell along a side of `plot` (raster
/// pixels) the text that stands at it, below or above (left or right if `vertical`), upright or
/// turned. Empty where no text stands or none is read surely; no names at all unless most cells
/// have one, and none of an axis that shows numbers, which is calibrated or not by other rules.
///
/// The text's angle is the one of a few usual ones under which it is read best. A name belongs to
/// the cell that is nearest to its middle, or, where that fits more of them, to its end at the
/// plot. Letters and digits that look alike are settled by the other names: where most of them are
/// one word and a number, the rest that begin so are, too. Cost: about 10 ms a name.
std::vector<std::string> read_axis_names(const Raster& raster, const Rect& plot,
                                         const GridSide& cells, bool vertical,
                                         const TextReader& reader);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/field/grid_values.hpp"
#include "core/field/report.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// The numbers that are written in the cells of report.grid, row by row, as far as they are read
/// surely; none where few cells have text. Where the range is known each is compared with its
/// cell's color: it agrees within what its last digit leaves open, three of the color's standard
/// deviations and 2 % of the range, the error that recovered values have in nineteen of twenty
/// cells at the most. The raster shows the whole picture, every pixel of it. Cost: some 10 ms a
/// cell with text, by as many threads as there are processors.
std::vector<CellNumber> read_cell_numbers(const Raster& raster, const Report& report,
                                          const GridValues& values, const TextReader& reader);

}  // namespace unweave

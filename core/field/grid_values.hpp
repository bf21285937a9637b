// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/field/grid.hpp"
#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// One number for each cell of a grid, row-major, row 0 at the top; NaN: no data.
struct GridValues {
  int width = 0, height = 0;       ///< cells
  std::vector<double> values;      ///< in the user's units, t where the range is not known
  std::vector<float> confidence;   ///< of the pixels that were used, their mean
  std::vector<float> uncertainty;  ///< standard deviation in the user's units, see below
  std::vector<float> residual;     ///< of the used pixels' colors from the curve, their mean
  std::vector<float> filled;       ///< share of the used pixels that close gaps
  std::vector<float> count;        ///< pixels with data that were used, by their share in the cell
  std::vector<float> spread;       ///< standard deviation between them, in the user's units
};

/// The field of report().plot_area by cells.
///
/// In cells that were found in the picture (grid.found) the value is the median of the pixels that
/// stand off the cell's rim by a fifth of its side, at most 4 pixels: rims are mixtures, letters
/// are few. Nothing is said of a cell of which less than a fifth has data: it is missing, and what
/// has data there is a letter's rim. The spread is 1.4826 times the median distance from the
/// median.
///
/// In a chosen grid it is the mean of the values, each pixel weighted by its area within the cell;
/// nothing is said of a cell of which less than half has data. The spread is the standard
/// deviation.
///
/// The uncertainty is the mean of the pixels' own: neighbors err alike, so that many are no better
/// than one. `source` is the picture that was analyzed. Memory: the pixels of a row of cells.
/// Throws what `recovery.evaluate` throws.
GridValues grid_values(const Recovery& recovery, const PixelSource& source, const Grid& grid);

/// t of the plot area: what find_grid() looks at. Memory: 4 bytes a pixel.
std::vector<float> whole_field(const Recovery& recovery, const PixelSource& source);

}  // namespace unweave

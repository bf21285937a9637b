// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/labels/axis_calibration.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// Cells along one side of a plot area.
struct GridSide {
  /// Where cells begin and end, in pixels from the plot area's outer corner, rising: one more than
  /// there are cells.
  std::vector<double> edges;
  bool regular = false;  ///< all cells are equally long, to a pixel's rounding

  int cells() const { return static_cast<int>(edges.size()) - 1; }
  double center(int cell) const {
    const auto i = static_cast<std::size_t>(cell);
    return (edges[i] + edges[i + 1]) / 2;
  }
  friend bool operator==(const GridSide&, const GridSide&) = default;
};

/// The cells that values are given for in the place of pixels.
struct Grid {
  GridSide x, y;
  bool found = false;  ///< seen in the picture; false: the user's choice
  friend bool operator==(const Grid&, const Grid&) = default;
};

/// The cells that a field is drawn in, as heat maps of a matrix are: equal or unequal ones, with or
/// without lines or gaps between them, with numbers in them, some missing.
///
/// `t` holds the field of the plot area, row-major, NaN = no data. Each row is cut into stretches
/// of one value; how often rows change at a place makes a profile, in which the edges of cells
/// stand out from those of a smooth field, which change anywhere. Cells of equal length are
/// looked for first, by their number; then unequal ones, by the profile's peaks. Nullopt unless
/// both sides have at least two cells, each of at least two pixels, that explain most of the
/// changes. Cost: linear in pixels, plus some 25 w^2 / 8 steps for a side of w pixels.
std::optional<Grid> find_grid(std::span<const float> t, int width, int height);

/// The ends of so many equal cells from `first` to `last`.
std::vector<double> even_edges(double first, double last, int cells);

/// `columns` by `rows` equal cells over the plot area; numbers of at least 1.
Grid even_grid(int width, int height, int columns, int rows);

/// Cells of `x_step` by `y_step` in the axes' units, whose edges are whole multiples of the steps;
/// those at the plot area's ends are as long as what is left of them. Nullopt where an axis is not
/// calibrated, or would have more cells than pixels.
std::optional<Grid> stepped_grid(int width, int height, const ValueRange* x, const ValueRange* y,
                                 double x_step, double y_step);

}  // namespace unweave

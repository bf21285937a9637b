// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/plot_area.hpp"
#include "core/image/components.hpp"
#include "core/image/neighborhood.hpp"

namespace unweave {

/// The pixels of one component in its bounding box, 1 where it is.
BytePlane pixels_of(const Components& components, const Component& component);

/// Of a small component the cell, or the cells, of a histogram or a map without a frame: all of it
/// but a tick mark is thicker than `thickness` pixels, which lines and letters are not.
std::optional<Rect> cell_of(const Components& components, const Component& component,
                            int thickness);

/// Joins pieces of one field without a frame that are near each other (islands, a masked field).
std::vector<PlotBox> join_pieces(std::vector<PlotBox> boxes);

/// Adds to fields without a frame the cells that lie beside them, as far off as a cell is long.
void take_cells(std::vector<Rect> cells, std::vector<PlotBox>& boxes);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/components.hpp"

namespace unweave {

/// The bounding boxes of grids of equal cells with the backdrop between them, as heat maps draw
/// matrices: at least twelve components of one size (that of most of the content), joined where the
/// gap is at most 0.3 of a cell, which fill their box, or the half of it on one side of a matrix's
/// diagonal, and stand in rows and columns. Cost:
/// quadratic in the number of such components, at most 4000.
std::vector<Rect> find_cell_grids(const Components& components);

}  // namespace unweave

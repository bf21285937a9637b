// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/context.hpp"
#include "core/image/color.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// True if what `plot` (inside the picture) shows on paper of the color `paper` are the bars of a
/// chart: blocks apart from each other that stand on one line, upright or lying, each filled from
/// that line to an end of its own. Cells of a matrix with gaps between them do not stand on one
/// line, columns of a field are of one height, and a triangle of a matrix has no gaps. A legend
/// over the bars may be there. Bars that touch each other, as a histogram's, count where each has
/// one color from its foot to its end. Plots of more than 4 million pixels are not looked at.
/// Errors: Canceled. Cost: one read of the plot and two passes.
Result<bool> shows_bars(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                        const Context& context);

/// True if several of a figure's boxes are bars that stand on one line: as broad as each other and
/// of different lengths, upright or lying. Panels are of one size.
bool stand_in_a_row(const std::vector<Rect>& boxes);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/context.hpp"
#include "core/image/color.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// True if what `plot` (inside the picture) shows on paper of the color `paper` are the markers of
/// a scatter plot: many small pieces of one size and shape, each of one color, at places of no
/// lattice, which together cover less than half of the plot. Some may overlap, but where most of
/// what is drawn has grown together it is a field with a ragged rim (hexagons). Lines up to two
/// pixels wide, such as a grid's, are left out. Cells of a matrix with gaps between them lie on a
/// lattice, letters and islands have many shapes. Plots of more than 4 million pixels are not
/// looked at. Errors: Canceled. Cost: one read of the plot and a few passes.
Result<bool> shows_markers(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                           const Context& context);

}  // namespace unweave

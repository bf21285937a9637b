// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/context.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// True if what is drawn in and around `plot` (inside the picture) is a view of a solid: axes and
/// the lines of a mesh that run in two directions of space, askew in the picture, beside upright
/// ones. What such a picture shows at a place is not the field there: its front hides its back.
///
/// A line is thin (darker than what lies 3 pixels to either side), straight, and at least a quarter
/// as long as the plot's longer side. In each of two directions at least two must run along each
/// other, as edges and grid lines of a box do; the spokes of a polar plot, the sides of a triangle
/// and arrows do not. `bar`: a color bar's rectangle, whose outline is upright in any figure.
/// Pictures of more than 4 million pixels are not looked at. Deterministic. Errors: Canceled.
/// Cost: a read of the surroundings, and a vote of each dark pixel for each degree (Hough
/// transform, by angle and distance).
Result<bool> shows_solid(const PixelSource& source, const Rect& plot,
                         const std::optional<Rect>& bar, const Context& context);

}  // namespace unweave

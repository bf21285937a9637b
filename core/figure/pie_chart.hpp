// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/context.hpp"
#include "core/image/color.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// True if what `plot` (inside the picture) shows on paper of the color `paper` is a pie, or a
/// ring: a disc that fills it, of one color along nearly every ray near its rim, and of at least
/// three in all. A polar plot or a globe changes along its rays as well. Plots of more than 4
/// million pixels are not looked at. Errors: Canceled. Cost: one read of the plot.
Result<bool> shows_pie(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                       const Context& context);

}  // namespace unweave

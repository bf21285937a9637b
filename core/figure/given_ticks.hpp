// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/colorbar.hpp"
#include "core/figure/figure_options.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// Lays the ticks that the user gives along a bar (raster pixels): its low end becomes the one with
/// the lower value, its range that of the ticks (source Given). False, and the bar is as it was,
/// where they are no scale.
bool take_given_ticks(const Raster& raster, const GivenTicks& ticks, Colorbar& bar);

}  // namespace unweave

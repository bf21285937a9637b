// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/color_histogram.hpp"
#include "core/lookup/locus.hpp"

namespace unweave {

/// Share of the pixels whose color lies on two places of the curve that are far apart: there it
/// does not tell t. A rainbow in shades of gray has them nearly everywhere, a cyclic map only where
/// its ends meet, which counts as one place. Colors off the curve count with all pixels. Cost: at
/// most 2000 colors times the nodes.
double many_to_one(const Locus& locus, const ColorHistogram& histogram);

/// From this share on nothing is claimed about the values. Of Matplotlib's maps all but flag (0.07)
/// and prism (1) have none such colors; jet and rainbow in gray have 0.7.
inline constexpr double kManyToOne = 0.25;

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/locus/codebook.hpp"

namespace unweave {

/// A color of the picture and where it lies on the curve.
struct PlacedColor {
  double t = 0;
  Eigen::RowVector3d color;  ///< sRGB-encoded, 0..1
};

/// Edges in t of a stepped map's levels, half way between neighbors, from 0 to 1: one more than
/// there are levels. `colors` in any order; of one t they are one level. Empty where the colors are
/// not steps that an eye can tell apart: more than 64 of them, fewer than 3, or half of the
/// neighbors nearer to each other than 0.03 of the cube's edge, as the entries of a smooth table of
/// 256 are.
std::vector<double> step_edges(std::vector<PlacedColor> colors);

/// True if the colors, in order, may be samples of a smooth curve: they bend by less than they
/// advance. The colors of categories (pie charts, stacked areas, maps of countries) turn at random.
/// False for fewer than 5, of which that cannot be told.
bool sample_a_curve(const Colors& colors);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/image/compression.hpp"
#include "core/labels/calibration.hpp"

namespace unweave {

/// An end of a color bar along its axis.
struct BarLimit {
  double at = 0;  ///< the outline's middle, where programs end the scale
  int out = 1;    ///< -1 at the top or left end
};

/// The values at both ends of a bar of `length` pixels, in order of position: those of labels that
/// stand there, else of the fit. A label a little beyond an end is at it, as no label lies outside
/// a scale; ends are known to a pixel or two, behind compression to four. Numbers beside
/// a bar without ticks are set by eye, and the outermost are moved inward or share the shift of
/// all: one whose line of text meets the end stands for it. Where no label has a mark, and one is
/// beside its end, the other end's is as far off.
std::pair<double, double> end_values(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                                     const BarLimit& first, const BarLimit& last, double length,
                                     const Compression& compression);

}  // namespace unweave

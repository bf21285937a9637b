// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/labels/calibration.hpp"
#include "core/labels/end_values.hpp"
#include "core/labels/scale_options.hpp"

namespace unweave {

/// What is known of where a bar ends.
struct EndEvidence {
  BarLimit first, last;
  double length = 0;        ///< of the bar, pixels
  double blur = 0;          ///< pixels over which compression smears an edge
  bool open_boxes = false;  ///< the outermost steps were taken for values beyond the scale ...
  bool outlined = false;    ///< ... as programs do that draw outlines
};

/// [0, 1]: probability that the values at both ends of the bar are right to ScaleOptions::end_share
/// of the range (or to ScaleOptions::end_pixels), if the scale is. At either end the scale ends
/// where the bar was found to end, or at the label nearest to it; programs put labels at both ends
/// more often than at one. How far label and end are apart decides, by how exactly ends are found.
/// `first_value` and `last_value` are what is claimed.
///
/// Only these are weighed: an end that both agree on but is wrong (a triangle that was taken for
/// the bar) lowers nothing.
double ends_probability(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                        const EndEvidence& ends, double first_value, double last_value,
                        const ScaleOptions& options = {});

/// The values at both ends of a bar, in order of position.
struct SettledEnds {
  double first = 0, last = 0;
  double probability = 0;  ///< ends_probability() of them
};

/// What is claimed, if that is probable enough (ScaleOptions::claim); else the likeliest of it and
/// of the labels nearest to the ends, at one end or at both.
SettledEnds settled_ends(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                         const EndEvidence& ends, double first_value, double last_value,
                         const ScaleOptions& options = {});

}  // namespace unweave

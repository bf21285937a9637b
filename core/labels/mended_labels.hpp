// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/labels/calibration.hpp"

namespace unweave {

// What the labels of a side, together, tell of how they are meant.

/// A raised circle behind a number is a degree sign, which readers take for an exponent 0: where no
/// word has another exponent.
void mend_degrees(std::vector<AxisLabel>& labels);

/// No scale has a minus zero, so where all words have a dash in front and one of them is 0, the
/// dashes may be tick marks that do not touch the side: the scale is weighed with and without them.
void doubt_dashes(std::vector<AxisLabel>& labels);

/// Letters that may be a factor or a unit ("5 T": tera or tesla): where 0 has the letter, too, it
/// is the unit, since programs leave out prefixes there; where a bare 0 stands beside others, the
/// factor. Meters are left open, as an m behind 0 gets lost. Without a 0 the scale weighs both.
void settle_suffixes(std::vector<AxisLabel>& labels);

/// Longitudes and phases that begin anew ("120 150 -180 -150", "330 0 30"): numbers in the order of
/// their places that run evenly but for one step back of nearly a turn. Those behind it can also be
/// meant a turn further; the scale weighs both. Nothing where the even run would not be met to a
/// tenth of a step by all numbers, or with fewer than four of them.
void unwrap_degrees(std::vector<AxisLabel>& labels);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/labels/value_range.hpp"

namespace unweave::view {

struct Tick {
  double t = 0;       ///< place on the colormap, [0, 1]
  std::string label;  ///< the value, as short as its neighbors allow
};

/// Round values of a range, about `wanted` of them, from low t to high. Linear: steps of 1, 2 or 5
/// times a power of ten; logarithmic: powers of ten, with their 2 and 5 folds where there are few;
/// a table: its points; any other scale: values of two digits at nearly even places.
std::vector<Tick> value_ticks(const ValueRange& range, int wanted);

/// A value with the digits that `range` can tell apart in 1000 steps.
std::string value_text(double value, const ValueRange& range);

}  // namespace unweave::view

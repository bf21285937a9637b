// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/labels/calibration.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// A scale between two positions, with the values that stand there.
struct FittedSpan {
  double first = 0, last = 0;              ///< pixels, first < last
  double first_value = 0, last_value = 0;  ///< value_at() of them, or what labels at the ends say
};

/// The range of a fit over a span: t = 0 at `first`, 1 at `last`. Two slopes are a table of three
/// points. nullopt where the scale does not hold the ends, or where an addend was written beside
/// labels of a logarithm.
std::optional<ValueRange> fitted_range(const AxisFit& fit, const FittedSpan& span);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/value_range.hpp"

#include <cmath>

namespace unweave {

bool ValueRange::valid() const {
  if (!std::isfinite(min) || !std::isfinite(max) || min == max) return false;
  if (!std::isfinite(max - min)) return false;
  return scale == Scale::Linear || (min > 0 && max > 0);
}

double ValueRange::value(double t) const {
  if (source == RangeSource::None) return t;
  if (scale == Scale::Log10) return min * std::pow(max / min, t);
  return min + (max - min) * t;
}

}  // namespace unweave

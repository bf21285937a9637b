// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace unweave {

/// The median: of n values the one that n / 2 (rounded down) others do not exceed, so that of an
/// even number it is the upper of the two in the middle, and always one of the values. At least one
/// value; none of them NaN. Reorders `values`. Linear (Hoare 1961).
template <class T>
T median(std::vector<T>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}
template <class T>
T median(std::vector<T>&& values) {
  return median(values);
}

/// The value below which a share q of the weight lies; pairs are (value, weight), sums of weights
/// in double. Sorts `values`; 0 for none of them.
template <class Value, class Weight>
double weighted_quantile(std::vector<std::pair<Value, Weight>>& values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  double total = 0, sum = 0;
  for (const auto& v : values) total += v.second;
  for (const auto& v : values)
    if ((sum += v.second) >= q * total) return v.first;
  return values.back().first;
}

}  // namespace unweave

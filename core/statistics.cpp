// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics.hpp"

#include <algorithm>

namespace unweave {

double weighted_quantile(std::vector<std::pair<float, std::uint32_t>>& values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  double total = 0, sum = 0;
  for (const auto& v : values) total += v.second;
  for (const auto& v : values)
    if ((sum += v.second) >= q * total) return v.first;
  return values.back().first;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace unweave {

/// The value below which a share q of the weight lies; pairs are (value, weight). Sorts `values`; 0
/// for none of them.
double weighted_quantile(std::vector<std::pair<float, std::uint32_t>>& values, double q);

}  // namespace unweave

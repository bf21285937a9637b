// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace unweave::testing {

/// Spearman's rank correlation of the pairs in which neither is NaN; equal values share their mean
/// rank.
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

/// Root mean square difference of the pairs in which neither is NaN.
double rms_difference(const std::vector<double>& a, const std::vector<double>& b);

/// Largest absolute difference; infinite where only one of a pair is NaN.
double largest_difference(const std::vector<double>& a, const std::vector<double>& b);

/// Share of values that are not NaN.
double share_of_data(const std::vector<double>& a);

}  // namespace unweave::testing

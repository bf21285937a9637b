// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

using Weighted = std::vector<std::pair<float, std::uint32_t>>;

/// The definition, one pixel an entry.
double quantile_of_repeated(const Weighted& values, double q) {
  std::vector<float> all;
  for (const auto& [value, weight] : values) all.insert(all.end(), weight, value);
  std::sort(all.begin(), all.end());
  // The first value at which the weight so far reaches the share.
  std::size_t k = 0;
  while (k + 1 < all.size() && static_cast<double>(k + 1) < q * static_cast<double>(all.size()))
    ++k;
  return all[k];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statistics)

BOOST_AUTO_TEST_CASE(the_median_is_the_value_in_the_middle_of_the_sorted_ones) {
  Random random(11);
  for (std::size_t n = 1; n <= 40; ++n) {
    std::vector<int> values(n);
    for (int& v : values) v = static_cast<int>(random.below(12));  // many are equal
    std::vector<int> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    BOOST_TEST(median(values) == sorted[n / 2], n << " values");
  }
}

BOOST_AUTO_TEST_CASE(of_an_even_number_the_upper_one_of_the_middle_is_taken) {
  BOOST_TEST(median(std::vector<double>{4, 1, 3, 2}) == 3);
}

BOOST_AUTO_TEST_CASE(a_weight_counts_as_so_many_values) {
  Random random(12);
  for (int round = 0; round < 50; ++round) {
    Weighted values(1 + random.below(20));
    for (auto& [value, weight] : values) {
      value = static_cast<float>(random.below(9));
      weight = static_cast<std::uint32_t>(1 + random.below(5));
    }
    for (const double q : {0.0, 0.1, 0.25, 0.5, 0.95, 1.0}) {
      Weighted copy = values;
      BOOST_TEST(weighted_quantile(copy, q) == quantile_of_repeated(values, q), "share " << q);
    }
  }
}

BOOST_AUTO_TEST_CASE(of_nothing_the_quantile_is_0) {
  Weighted none;
  BOOST_TEST(weighted_quantile(none, 0.5) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

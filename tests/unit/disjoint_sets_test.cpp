// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/disjoint_sets.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <utility>
#include <vector>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

/// Every thing takes the smallest number it is joined with, until nothing changes.
std::vector<std::size_t> smallest_joined(std::size_t n,
                                         const std::vector<std::pair<int, int>>& joined) {
  std::vector<std::size_t> least(n);
  for (std::size_t i = 0; i < n; ++i) least[i] = i;
  for (bool again = true; again;) {
    again = false;
    for (const auto& [a, b] : joined)
      for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}})
        if (least[static_cast<std::size_t>(from)] < least[static_cast<std::size_t>(to)]) {
          least[static_cast<std::size_t>(to)] = least[static_cast<std::size_t>(from)];
          again = true;
        }
  }
  return least;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(disjoint_sets)

BOOST_AUTO_TEST_CASE(roots_are_the_smallest_numbers_that_can_be_reached) {
  Random random(5);
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 1 + random.below(60), joins = random.below(n + 1);
    std::vector<std::pair<int, int>> joined;
    DisjointSets sets(n);
    for (std::size_t k = 0; k < joins; ++k) {
      const std::size_t a = random.below(n), b = random.below(n);
      joined.emplace_back(static_cast<int>(a), static_cast<int>(b));
      sets.join(a, b);
    }
    const auto expected = smallest_joined(n, joined);
    for (std::size_t i = 0; i < n; ++i) BOOST_TEST(sets.root(i) == expected[i]);
  }
}

BOOST_AUTO_TEST_CASE(numbers_follow_the_smallest_things) {
  DisjointSets sets(5);
  sets.join(4, 1);
  sets.join(3, 0);
  BOOST_TEST(sets.numbered() == (std::vector<std::size_t>{0, 1, 2, 0, 1}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_added_is_alone) {
  DisjointSets sets;
  BOOST_TEST(sets.add() == 0U);
  BOOST_TEST(sets.add() == 1U);
  BOOST_TEST(sets.root(1) == 1U);
  sets.join(1, 0);
  BOOST_TEST(sets.root(1) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

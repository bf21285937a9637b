// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/context.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>
#include <vector>

using namespace unweave;

BOOST_AUTO_TEST_SUITE(context)

BOOST_AUTO_TEST_CASE(a_part_counts_from_0_to_1_and_is_told_as_a_part) {
  std::vector<std::pair<Stage, double>> told;
  Context whole;
  whole.progress = [&](Stage stage, double done) {
    told.emplace_back(stage, done);
    return true;
  };
  const Context part = whole.part(0.25, 0.75);
  for (const double done : {0.0, 0.5, 1.0}) BOOST_TEST(part.progress(Stage::Layout, done));
  const Context inner = part.part(0.5, 1);
  BOOST_TEST(inner.progress(Stage::Lookup, 0.5));
  const std::vector<std::pair<Stage, double>> expected{
      {Stage::Layout, 0.25}, {Stage::Layout, 0.5}, {Stage::Layout, 0.75}, {Stage::Lookup, 0.625}};
  BOOST_TEST((told == expected));
}

BOOST_AUTO_TEST_CASE(a_part_is_cancelled_with_the_whole_and_has_its_threads) {
  const Context whole{[](Stage, double done) { return done < 0.5; }, 3};
  const Context part = whole.part(0.4, 0.6);
  BOOST_TEST(part.threads == 3U);
  BOOST_TEST(part.progress(Stage::Counting, 0.4));
  BOOST_TEST(!part.progress(Stage::Counting, 0.6));
}

BOOST_AUTO_TEST_SUITE_END()

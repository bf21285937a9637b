// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/page_reader.hpp"

#include <boost/test/unit_test.hpp>

using unweave::plugin::figures_in_line;

BOOST_AUTO_TEST_SUITE(page_reader)

BOOST_AUTO_TEST_CASE(lines_of_the_engine_are_read) {
  const auto two = figures_in_line("3 2 59 328 211 152 314 468 206 152");
  BOOST_REQUIRE(two.has_value());
  BOOST_TEST(two->page == 3);
  BOOST_REQUIRE(two->figures->size() == 2u);
  BOOST_TEST((*two->figures)[1].number == 2);
  BOOST_TEST((*two->figures)[1].count == 2);
  BOOST_TEST((*two->figures)[1].region.x == 314);
  BOOST_TEST(figures_in_line("4 0")->figures->empty());
  BOOST_TEST(!figures_in_line("5 -1")->figures.has_value());
  BOOST_TEST(!figures_in_line("6 1 59 328").has_value());
  BOOST_TEST(!figures_in_line("Warning").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

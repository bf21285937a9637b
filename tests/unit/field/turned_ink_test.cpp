// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/turned_ink.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <random>

#include "core/labels/line_text.hpp"

namespace unweave {

namespace {

InkMap random_ink(const Rect& area) {
  InkMap ink{area, {1, 2, 3}, 100, {}};
  std::mt19937 random(7);
  ink.dark.resize(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
  for (auto& d : ink.dark) d = static_cast<std::uint8_t>(random());
  return ink;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(turned_inks)

BOOST_AUTO_TEST_CASE(quarters_are_exact) {
  const InkMap ink = random_ink({30, 40, 7, 4});
  BOOST_TEST(turned_ink(ink, 0).ink.dark == ink.dark, boost::test_tools::per_element());
  for (const bool clockwise : {true, false}) {
    const TurnedInk out = turned_ink(ink, clockwise ? 90 : -90);
    BOOST_TEST((out.ink.area == Rect{0, 0, 4, 7}));
    BOOST_TEST(out.ink.dark == turned(ink, clockwise).dark, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_rising_line_lies_in_a_row) {
  InkMap ink{{10, 20, 101, 101}, {255, 255, 255}, 100, {}};
  ink.dark.assign(101 * 101, 0);
  // From the lower left to the upper right: 45 degrees counterclockwise.
  for (int i = 0; i <= 100; ++i) ink.dark[static_cast<std::size_t>(100 - i) * 101 + i] = 255;
  const TurnedInk out = turned_ink(ink, 45);
  int row = -1, inked = 0;
  for (int y = 0; y < out.ink.area.height; ++y)
    for (int x = 0; x < out.ink.area.width; ++x)
      if (out.ink.ink(x, y)) {
        if (row < 0) row = y;
        BOOST_TEST(std::abs(y - row) <= 1);
        ++inked;
      }
  BOOST_TEST(inked > 130);
  // Its ends are where they were: left is below.
  const Place left = out.original({out.turned_middle.x - 60, out.turned_middle.y});
  BOOST_TEST(left.x == 10 + 50.5 - 60 / std::sqrt(2), boost::test_tools::tolerance(1e-9));
  BOOST_TEST(left.y == 20 + 50.5 + 60 / std::sqrt(2), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/tick_marks.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

BOOST_AUTO_TEST_SUITE(tick_marks)

BOOST_AUTO_TEST_CASE(minor_ticks_are_shorter) {
  Picture p = filled(120, 120, {255, 255, 255});
  const LabelledSide side{{10, 10, 20, 100}, {10, 10, 20, 100}, true, true, {}, {}, {}};
  for (const int y : {20, 60, 100}) p.fill({30, y, 6, 1}, {0, 0, 0});
  for (const int y : {30, 40, 50, 57, 70}) p.fill({30, y, 3, 1}, {0, 0, 0});
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  InkMap ink = ink_map(*raster, {30, 5, 80, 110}, {});
  const auto ticks = take_ticks(ink, side, 4, 14);
  BOOST_TEST(ticks.size() == 8U);
  const auto major = major_ticks(ticks);
  BOOST_TEST_REQUIRE(major.size() == 3U);
  BOOST_TEST(major[1] == 60.5, boost::test_tools::tolerance(0.01));  // half a pixel's middle
}

BOOST_AUTO_TEST_CASE(words_belong_to_the_nearest_side) {
  const LabelledSide side{{10, 10, 20, 100}, {10, 10, 20, 100}, true, true, {}, {},
                          {{80, 0, 20, 120}}};
  BOOST_TEST(!belongs_elsewhere({{35, 50, 8, 8}, {}}, side));
  BOOST_TEST(belongs_elsewhere({{68, 50, 8, 8}, {}}, side));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

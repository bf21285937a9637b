// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/tick_marks.hpp"

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

// A color bar is often longer than the plot beside it: it shortens the row of labels below the plot
// at its end, it does not take its place.
BOOST_AUTO_TEST_CASE(what_stands_beside_the_end_of_a_side_leaves_room_for_its_labels) {
  const Rect picture{0, 0, 512, 512}, plot{65, 100, 316, 316}, bar{400, 60, 22, 396};
  for (const bool vertical : {false, true}) {
    const auto turn = [&](const Rect& r) {
      return vertical ? Rect{r.y, r.x, r.height, r.width} : r;
    };
    for (const bool far_side : {false, true}) {
      const LabelledSide side{turn(plot), turn(plot), vertical, far_side, {}, {}, {turn(bar)}};
      const Rect area = turn(label_area(picture, side));
      BOOST_TEST(area.height >= 40);
      BOOST_TEST(area.x < plot.x);
      BOOST_TEST(area.right() > plot.right());
      BOOST_TEST(area.right() <= bar.x);
    }
  }
  // Beyond the side itself, an obstacle ends the room.
  const LabelledSide side{plot, plot, false, true, {}, {}, {{80, 440, 200, 50}}};
  BOOST_TEST(label_area(picture, side).bottom() == 440);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

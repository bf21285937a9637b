// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/viewport.hpp"

#include <boost/test/unit_test.hpp>

using namespace unweave;
using view::Viewport;

BOOST_AUTO_TEST_SUITE(viewport)

BOOST_AUTO_TEST_CASE(fit_shows_all_of_the_area_in_the_middle) {
  const Viewport v = Viewport::fit({100, 50, 200, 100}, 400, 400);
  BOOST_TEST(v.zoom == 2.0);
  BOOST_TEST(v.dot_x(100) == 0.0);
  BOOST_TEST(v.dot_x(300) == 400.0);
  BOOST_TEST(v.dot_y(50) == 100.0);
  BOOST_TEST(v.dot_y(150) == 300.0);
  BOOST_TEST(Viewport::fit({0, 0, 2, 2}, 400, 400).zoom == 8.0);
}

BOOST_AUTO_TEST_CASE(zoom_keeps_the_place_under_the_pointer) {
  const Viewport v = Viewport::fit({0, 0, 640, 480}, 320, 240);
  const Viewport in = v.zoomed(3, 100, 60);
  BOOST_TEST(in.zoom == 1.5);
  BOOST_TEST(in.picture_x(100) == v.picture_x(100));
  BOOST_TEST(in.picture_y(60) == v.picture_y(60));
  BOOST_TEST(v.zoomed(1e9, 0, 0).zoom == Viewport::kMaxZoom);
  BOOST_TEST(v.zoomed(1e-9, 0, 0).zoom > 0);
}

BOOST_AUTO_TEST_CASE(dots_show_the_pixel_in_their_middle) {
  const Viewport v{0, 0, 0.25, 10, 10};
  BOOST_TEST(v.column(0) == 2);
  BOOST_TEST(v.column(1) == 6);
  const Viewport in{3, 3, 4, 10, 10};
  BOOST_TEST(in.column(3) == 3);
  BOOST_TEST(in.column(4) == 4);
  BOOST_TEST(in.moved(4, -8).x == 4.0);
  BOOST_TEST(in.moved(4, -8).y == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/grip.hpp"

#include <boost/test/unit_test.hpp>
#include <ostream>

#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;
using view::Grip;
using view::Viewport;

namespace unweave {
std::ostream& operator<<(std::ostream& out, const Rect& r) {
  return out << r.x << "," << r.y << "," << r.width << "," << r.height;
}
}  // namespace unweave

namespace {

constexpr Rect kWhole{0, 0, 256, 160}, kField{40, 30, 150, 100};

/// A smooth field in a black frame of two pixels, on white.
Picture framed() {
  Picture picture = paint(ramp(kWhole.width, kWhole.height), map_of(MapKind::Sequential));
  const auto inside = [&](const Rect& r, int x, int y) { return r.contains(x, y); };
  for (int y = 0; y < kWhole.height; ++y)
    for (int x = 0; x < kWhole.width; ++x) {
      if (inside(kField, x, y)) continue;
      const bool frame = inside(grown(kField, 2), x, y);
      picture.fill({x, y, 1, 1}, frame ? Rgb8{0, 0, 0} : Rgb8{255, 255, 255});
    }
  return picture;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grip)

BOOST_AUTO_TEST_CASE(corners_sides_and_the_outline_are_held) {
  const Viewport v{0, 0, 2, 512, 320};  // dots are half a pixel
  const auto at = [&](double x, double y) { return view::grip_at(kField, v, x, y, 5); };
  BOOST_TEST((at(80, 60) == Grip{true, false, true, false}));
  BOOST_TEST((at(382, 258) == Grip{false, true, false, true}));
  BOOST_TEST((at(84, 160) == Grip{true, false, false, false}));
  BOOST_TEST((at(230, 256) == Grip{false, false, false, true}));
  BOOST_TEST((at(120, 62) == Grip::whole()));
  BOOST_TEST(!at(200, 150).has_value());
  BOOST_TEST(!at(70, 160).has_value());
  // Of a bar three dots wide the nearer side.
  const auto narrow = view::grip_at({10, 10, 3, 90}, {0, 0, 1, 100, 100}, 9, 55, 5);
  BOOST_TEST((narrow == Grip{true, false, false, false}));
}

BOOST_AUTO_TEST_CASE(what_is_held_moves_within_the_picture) {
  const auto moved = [](const Grip& grip, int dx, int dy) {
    return view::dragged(kField, grip, dx, dy, kWhole);
  };
  BOOST_TEST(moved({.left = true}, -3, 9) == (Rect{37, 30, 153, 100}));
  BOOST_TEST(moved({.right = true, .bottom = true}, 4, -5) == (Rect{40, 30, 154, 95}));
  BOOST_TEST(moved(Grip::whole(), -1, 2) == (Rect{39, 32, 150, 100}));
  BOOST_TEST(moved(Grip::whole(), -999, 999) == (Rect{0, 60, 150, 100}));
  BOOST_TEST(moved({.left = true}, 999, 0) == (Rect{187, 30, 3, 100}));
  BOOST_TEST(moved({.bottom = true}, 0, 999) == (Rect{40, 30, 150, 130}));
}

BOOST_AUTO_TEST_CASE(a_drawn_rectangle_snaps_to_the_inside_of_a_frame) {
  const Picture picture = framed();
  for (const int off : {-4, -2, 0, 1, 3}) {
    const Rect drawn{kField.x + off, kField.y - off, kField.width - 2 * off, kField.height + off};
    BOOST_TEST(view::snapped(picture.source(), drawn, {}, 6) == kField);
  }
}

BOOST_AUTO_TEST_CASE(it_stays_where_the_picture_has_no_edge) {
  const Picture picture = paint(ramp(kWhole.width, kWhole.height), map_of(MapKind::Sequential));
  BOOST_TEST(view::snapped(picture.source(), {41, 29, 80, 70}, {}, 6) == (Rect{41, 29, 80, 70}));
}

BOOST_AUTO_TEST_CASE(it_snaps_to_what_was_seen) {
  const Picture picture = paint(ramp(kWhole.width, kWhole.height), map_of(MapKind::Sequential));
  const auto snap = [&](const Rect& drawn) {
    return view::snapped(picture.source(), drawn, {{200, 10, 12, 90}, {40, 30, 80, 70}}, 6);
  };
  BOOST_TEST(snap({44, 28, 77, 70}) == (Rect{40, 30, 80, 70}));
  BOOST_TEST(snap({202, 8, 9, 96}) == (Rect{200, 10, 12, 90}));
  BOOST_TEST(snap({60, 28, 50, 50}) == (Rect{60, 28, 50, 50}));
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/solid_view.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>
#include <optional>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSide = 300;
constexpr Rect kPlot{50, 50, 200, 200};

/// A line of a pixel from a place, `degrees` down from the right.
void draw(Picture& p, double x, double y, double degrees, int length, Rgb8 color = {0, 0, 0}) {
  for (int i = 0; i < 2 * length; ++i) {
    const double a = degrees * std::numbers::pi / 180;
    const auto px = static_cast<int>(std::lround(x + 0.5 * i * std::cos(a)));
    const auto py = static_cast<int>(std::lround(y + 0.5 * i * std::sin(a)));
    if (p.whole().contains(px, py)) p.fill({px, py, 1, 1}, color);
  }
}

Picture paper() { return filled(kSide, kSide, {255, 255, 255}); }

/// The walls and axes of a box in space.
Picture box(Rgb8 ink = {0, 0, 0}) {
  Picture p = paper();
  for (const int d : {0, 25, 50}) {
    draw(p, 60 + d, 180 - d / 2, 30, 110, ink);   // one direction of the floor
    draw(p, 60 + d, 180 + d / 2, -20, 110, ink);  // the other
  }
  draw(p, 60, 90, 90, 90, ink);  // upright
  return p;
}

bool solid(const Picture& p, std::optional<Rect> bar = {}) {
  const MemorySource source = p.source();
  Context context;
  const auto found = shows_solid(source, kPlot, bar, context);
  BOOST_TEST_REQUIRE(found.has_value());
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(solid_view)

BOOST_AUTO_TEST_CASE(a_box_in_space_is_a_solid) {
  BOOST_TEST(solid(box()));
  BOOST_TEST(solid(box({215, 215, 215})));  // the pale grid of a pale wall
}

// Spokes of a polar plot run in many directions, but each alone.
BOOST_AUTO_TEST_CASE(spokes_of_a_polar_plot_are_none) {
  Picture p = paper();
  for (int degrees = 0; degrees < 360; degrees += 30) draw(p, 150, 150, degrees, 95);
  BOOST_TEST(!solid(p));
}

BOOST_AUTO_TEST_CASE(a_triangle_and_a_hatch_are_none) {
  Picture triangle = paper();
  draw(triangle, 150, 60, 60, 180);
  draw(triangle, 150, 60, 120, 180);
  draw(triangle, 60, 216, 0, 180);
  draw(triangle, 60, 60, 90, 150);
  BOOST_TEST(!solid(triangle));
  Picture hatch = paper();
  for (int i = 0; i < 8; ++i) draw(hatch, 60, 60 + 20 * i, 30, 150);
  draw(hatch, 60, 60, 90, 150);
  BOOST_TEST(!solid(hatch));
}

// In noise dark pixels stand everywhere, along any line.
BOOST_AUTO_TEST_CASE(a_noisy_field_is_none) {
  BOOST_TEST(!solid(paint(noise_field(kSide, kSide, 3, 0.5), map_of(MapKind::Rainbow))));
}

// The box is one by its upright line, too: without it there is a map's graticule, say.
BOOST_AUTO_TEST_CASE(an_outline_of_the_bar_is_no_upright_line) {
  Picture p = box();
  p.fill({55, 85, 12, 95}, {255, 255, 255});
  BOOST_TEST(!solid(p));
  draw(p, 30, 90, 90, 90);
  BOOST_TEST(solid(p));
  BOOST_TEST(!solid(p, Rect{26, 86, 10, 100}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

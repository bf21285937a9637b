// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/geometry.hpp"

#include <boost/test/unit_test.hpp>
#include <ostream>

#include "tests/support/random.hpp"

namespace unweave {
std::ostream& operator<<(std::ostream& out, const Rect& r) {
  return out << r.x << ' ' << r.y << ' ' << r.width << 'x' << r.height;
}
}  // namespace unweave

using namespace unweave;
using unweave::testing::Random;

namespace {

constexpr int kSize = 12;

Rect random_rect(Random& random) {
  const int x = static_cast<int>(random.below(kSize)), y = static_cast<int>(random.below(kSize));
  return {x, y, static_cast<int>(random.below(static_cast<std::size_t>(kSize - x + 1))),
          static_cast<int>(random.below(static_cast<std::size_t>(kSize - y + 1)))};
}

/// The least rectangle around the pixels for which in(x, y) holds, pixel by pixel.
template <class In>
Rect around(In in) {
  Rect out;
  for (int y = 0; y < kSize; ++y)
    for (int x = 0; x < kSize; ++x) {
      if (!in(x, y)) continue;
      if (out.empty()) {
        out = {x, y, 1, 1};
        continue;
      }
      const int left = std::min(out.x, x), top = std::min(out.y, y);
      out = {left, top, std::max(out.right(), x + 1) - left, std::max(out.bottom(), y + 1) - top};
    }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(geometry)

BOOST_AUTO_TEST_CASE(rectangles_hold_the_pixels_that_they_should) {
  Random random(7);
  for (int round = 0; round < 500; ++round) {
    const Rect a = random_rect(random), b = random_rect(random);
    const auto in_both = [&](int x, int y) { return a.contains(x, y) && b.contains(x, y); };
    const auto in_any = [&](int x, int y) { return a.contains(x, y) || b.contains(x, y); };
    const Rect common = around(in_both);
    BOOST_TEST(intersect(a, b).area() == common.area());
    if (!common.empty()) BOOST_TEST(intersect(a, b) == common);
    const Rect all = around(in_any);
    if (!all.empty()) BOOST_TEST(united(a, b) == all);
    if (!a.empty()) BOOST_TEST(inside(a, b) == (common == a));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_rectangle_adds_nothing) {
  const Rect some{3, 4, 5, 6};
  BOOST_TEST(united({100, 100, 0, 9}, some) == some);
  BOOST_TEST(united(some, {}) == some);
}

BOOST_AUTO_TEST_CASE(growing_is_undone_by_shrinking) {
  const Rect some{3, 4, 5, 6};
  BOOST_TEST(grown(some, 2) == (Rect{1, 2, 9, 10}));
  BOOST_TEST(grown(grown(some, 2), -2) == some);
}

// Whatever is done along a horizontal axis is what is done along a vertical one of the transposed
// picture.
BOOST_AUTO_TEST_CASE(both_axes_see_the_same_of_transposed_pictures) {
  Random random(8);
  const AxisView down{true}, right{false};
  for (int round = 0; round < 200; ++round) {
    const Rect r = random_rect(random), turned = transposed(r);
    BOOST_TEST(down.begin(r) == right.begin(turned));
    BOOST_TEST(down.end(r) == right.end(turned));
    BOOST_TEST(down.length(r) == right.length(turned));
    BOOST_TEST(down.near(r) == right.near(turned));
    BOOST_TEST(down.far(r) == right.far(turned));
    BOOST_TEST(down.breadth(r) == right.breadth(turned));
    BOOST_TEST(down.upright(r) == right.upright(turned));
    for (const AxisView axis : {down, right}) {
      const AxisView across = axis.across();
      BOOST_TEST(axis.rect(axis.begin(r), axis.near(r), axis.length(r), axis.breadth(r)) == r);
      BOOST_TEST(axis.with_stretch(r, axis.begin(r), axis.end(r)) == r);
      BOOST_TEST(axis.begin(r) == across.near(r));
      BOOST_TEST(axis.end(r) == across.far(r));
      BOOST_TEST(axis.x(axis.begin(r), axis.near(r)) == r.x);
      BOOST_TEST(axis.y(axis.begin(r), axis.near(r)) == r.y);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/around_plot.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>

namespace unweave::testing {

namespace {

constexpr int kSide = 100;
const Rect kBox{10, 5, kSide, kSide};

/// White paper on which `color` paints the pixels of kBox; it is given places relative to the box.
Raster painted(const std::function<Rgb8(int, int)>& color) {
  Raster raster;
  raster.width = kSide + 20;
  raster.height = kSide + 20;
  raster.rgb.assign(3UL * raster.width * raster.height, 255);
  raster.origin = raster.bounds();
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const Rgb8 c = color(x, y);
      auto* pixel = raster.rgb.data() + 3 * ((kBox.y + y) * raster.width + kBox.x + x);
      std::copy(c.begin(), c.end(), pixel);
    }
  return raster;
}

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0}, kRed{200, 30, 30};

double radius(int x, int y) { return std::hypot(x - 49.5, y - 49.5); }

/// A disc with white data in the middle and up to its thin outline at one side.
Raster globe() {
  return painted([](int x, int y) {
    const double r = radius(x, y);
    if (r > 49.5) return kWhite;
    if (r > 48) return kBlack;
    return r < 20 || (x > 50 && std::abs(y - 50) < 5) ? kWhite : kRed;
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(around_plot)

BOOST_AUTO_TEST_CASE(around_a_globe_is_outside_and_white_data_is_not) {
  const auto mask = find_outside(globe(), kBox, {});
  BOOST_REQUIRE(mask);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      BOOST_TEST_REQUIRE(mask->at(kBox.x + x, kBox.y + y) == (radius(x, y) > 49.5), x << ", " << y);
  BOOST_TEST(!mask->at(0, 0));  // not in the box
}

BOOST_AUTO_TEST_CASE(in_pixels_of_the_picture) {
  Raster raster = globe();
  raster.origin.x = 7;
  raster.origin.y = 300;
  const auto mask = find_outside(raster, kBox, {});
  BOOST_REQUIRE(mask);
  BOOST_TEST(mask->at(kBox.x + 7, kBox.y + 300));
  BOOST_TEST(!mask->at(kBox.x, kBox.y));
}

BOOST_AUTO_TEST_CASE(white_data_in_two_corners_of_a_field_is_data) {
  const Raster raster = painted([](int x, int) { return x < 40 ? kWhite : kRed; });
  BOOST_TEST(!find_outside(raster, kBox, {}));
}

BOOST_AUTO_TEST_CASE(thinned_out_pictures_have_no_mask) {
  Raster raster = globe();
  raster.step = 2;
  BOOST_TEST(!find_outside(raster, kBox, {}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

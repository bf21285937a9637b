// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/thin_lines.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/support/random.hpp"

namespace unweave::testing {

namespace {

constexpr int kWidth = 40, kHeight = 30;

/// A slope of two levels a pixel.
BytePlane slope() {
  BytePlane luma{kWidth, kHeight, std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight)};
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      luma.values[static_cast<std::size_t>(y) * kWidth + x] =
          static_cast<std::uint8_t>(100 + 2 * x + y);
  return luma;
}

void darken(BytePlane& luma, int x0, int x1, int level) {
  for (int y = 0; y < kHeight; ++y)
    for (int x = x0; x < x1; ++x) luma.values[static_cast<std::size_t>(y) * kWidth + x] -= level;
}

int most(const std::vector<std::uint8_t>& depth) {
  return *std::max_element(depth.begin(), depth.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(thin_lines)

BOOST_AUTO_TEST_CASE(the_luma_is_that_of_each_pixel) {
  const std::vector<ColorCode> colors{pack(255, 0, 0),  pack(0, 255, 0),     pack(0, 0, 255),
                                      pack(10, 10, 10), pack(255, 255, 255), 0};
  const BytePlane dark = luma_image(colors, 3, false), light = luma_image(colors, 3, true);
  BOOST_TEST(dark.width == 3);
  BOOST_TEST(dark.height == 2);
  BOOST_TEST(dark.values == (std::vector<std::uint8_t>{76, 150, 29, 10, 255, 0}),
             boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(light.values.size() == dark.values.size());
  for (std::size_t i = 0; i < dark.values.size(); ++i)
    BOOST_TEST(light.values[i] == 255 - dark.values[i]);
}

BOOST_AUTO_TEST_CASE(a_slope_has_no_depth) {
  const auto depth = depth_of_lines(slope());
  for (int y = 4; y < kHeight - 4; ++y)
    for (int x = 4; x < kWidth - 4; ++x)
      BOOST_TEST(depth[static_cast<std::size_t>(y) * kWidth + x] == 0);
}

BOOST_AUTO_TEST_CASE(a_line_of_up_to_four_pixels_is_as_deep_as_it_is_dark) {
  for (int thick = 1; thick <= 6; ++thick) {
    BOOST_TEST_CONTEXT(thick << " pixels") {
      BytePlane luma = slope();
      darken(luma, 20, 20 + thick, 60);
      const auto depth = depth_of_lines(luma);
      // Closed from the darker side of the slope: two levels a pixel less than what was taken.
      if (thick <= 4)
        BOOST_TEST(depth[std::size_t{15} * kWidth + 20] >= 60 - 2 * 5);
      else
        BOOST_TEST(most(depth) <= 2 * 6);
    }
  }
}

BOOST_AUTO_TEST_CASE(light_lines_are_the_dark_ones_of_the_inverted_luma) {
  std::vector<ColorCode> colors(std::size_t{kWidth} * kHeight, pack(100, 100, 100));
  for (int y = 0; y < kHeight; ++y) colors[static_cast<std::size_t>(y) * kWidth + 9] = 0xFFFFFF;
  BOOST_TEST(most(depth_of_lines(luma_image(colors, kWidth, false))) == 0);
  BOOST_TEST(most(depth_of_lines(luma_image(colors, kWidth, true))) == 155);
}

BOOST_AUTO_TEST_CASE(without_ridges_noise_is_shallow_and_lines_stay) {
  Random random(3);
  BytePlane noise = slope();
  for (std::uint8_t& v : noise.values) v = static_cast<std::uint8_t>(random.uniform(60, 200));
  const auto deep = [](const std::vector<std::uint8_t>& depth) {
    return std::count_if(depth.begin(), depth.end(), [](int d) { return d >= 48; });
  };
  BOOST_TEST(deep(depth_of_lines(noise)) > kWidth * kHeight / 3);
  BOOST_TEST(deep(depth_without_ridges(noise)) < kWidth * kHeight / 50);
  BytePlane line = slope();
  darken(line, 20, 22, 60);
  BOOST_TEST(most(depth_without_ridges(line)) >= 48);
}

BOOST_AUTO_TEST_CASE(weak_parts_count_where_they_lead_to_strong_ones) {
  std::vector<std::uint8_t> depth(std::size_t{kWidth} * kHeight, 0);
  const auto row = [&](int y) { return depth.begin() + static_cast<std::ptrdiff_t>(y) * kWidth; };
  std::fill_n(row(5), kWidth, 30);  // weak, with a strong end
  depth[std::size_t{5} * kWidth] = 50;
  std::fill_n(row(15), kWidth, 30);  // weak throughout
  const auto lines = connected_lines(depth, kWidth, 24, 48, 10);
  BOOST_TEST(std::count(lines.begin(), lines.end(), 1) == 11);
  BOOST_TEST(lines[std::size_t{5} * kWidth + 10] == 1);
}

BOOST_AUTO_TEST_CASE(long_lines_hang_together_over_their_length) {
  std::vector<std::uint8_t> depth(std::size_t{kWidth} * kHeight, 0);
  for (int k = 0; k < 25; ++k) depth[static_cast<std::size_t>(k) * kWidth + k] = 30;  // diagonal
  for (int x = 30; x < 38; ++x) depth[std::size_t{4} * kWidth + x] = 30;
  const auto lines = long_lines(depth, kWidth, 24, 20);
  BOOST_TEST(std::count(lines.begin(), lines.end(), 1) == 25);
  BOOST_TEST(lines[0] == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

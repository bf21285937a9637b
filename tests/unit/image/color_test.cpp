// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/color.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

Rgb8 random_color(Random& random) {
  Rgb8 c{};
  for (auto& level : c) level = static_cast<std::uint8_t>(random.below(256));
  return c;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(color)

BOOST_AUTO_TEST_CASE(levels_codes_and_channels_are_three_forms_of_one_color) {
  Random random(1);
  for (int round = 0; round < 1000; ++round) {
    const Rgb8 c = random_color(random);
    const ColorCode code = code_of(c);
    BOOST_TEST((levels_of(code) == c));
    BOOST_TEST(red(code) == c[0]);
    BOOST_TEST(green(code) == c[1]);
    BOOST_TEST(blue(code) == c[2]);
    BOOST_TEST((rounded_color(unit_color(c)) == c));
    BOOST_TEST((rounded_color(unit_color<float>(c)) == c));
  }
}

BOOST_AUTO_TEST_CASE(channels_out_of_range_are_clamped) {
  BOOST_TEST((rounded_color(std::array{-0.2, 0.5, 7.0}) == Rgb8{0, 128, 255}));
}

// The inverse as the standard gives it. Tolerance: its two pieces meet within 3e-8, and float has
// 24 bits.
BOOST_AUTO_TEST_CASE(encoding_is_the_inverse_of_the_standards_decoding) {
  const auto decode = [](double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  for (int i = 0; i <= 1000; ++i) {
    const double v = i / 1000.0;
    BOOST_TEST(std::abs(encode_srgb(decode(v)) - v) < 1e-7, v);
    BOOST_TEST(std::abs(encode_srgb(static_cast<float>(decode(v))) - v) < 1e-6, v);
  }
  BOOST_TEST(encode_srgb(-1.0) == 0);
  BOOST_TEST(encode_srgb(3.0) == 1);
  BOOST_TEST(encode_srgb(std::numeric_limits<float>::quiet_NaN()) == 0);
}

// Each whole-numbered luma against the exact one, by the bounds that its name stands for.
BOOST_AUTO_TEST_CASE(whole_lumas_are_as_near_as_they_say) {
  Random random(2);
  for (int round = 0; round < 20000; ++round) {
    const Rgb8 a = random_color(random), b = random_color(random);
    const double exact = luma(a[0], a[1], a[2]);
    BOOST_TEST_REQUIRE(std::abs(rounded_luma(a[0], a[1], a[2]) - exact) <= 0.5 + 1e-9);
    const double cut = exact - cut_luma(a[0], a[1], a[2]);
    BOOST_TEST_REQUIRE((cut > -1e-9 && cut < 1));
    const int r = a[0] - b[0], g = a[1] - b[1], l = a[2] - b[2];
    BOOST_TEST_REQUIRE(std::abs(fast_luma(r, g, l) - luma(r, g, l)) < 2);
  }
  for (int v = 0; v < 256; ++v) {
    BOOST_TEST(rounded_luma(v, v, v) == v);
    BOOST_TEST(cut_luma(v, v, v) == v);
    BOOST_TEST(fast_luma(v, v, v) == v);
  }
}

BOOST_AUTO_TEST_CASE(a_gray_has_no_tint) {
  BOOST_TEST(is_gray(Rgb8{9, 9, 9}, 0));
  BOOST_TEST(!is_gray(Rgb8{9, 9, 10}, 0));
  BOOST_TEST(is_gray(Rgb8{20, 5, 12}, 15));
  BOOST_TEST(tint(Rgb8{20, 5, 12}) == 15);
  BOOST_TEST(tint(std::array{0.5, 0.25, 0.75}) == 0.5);
}

BOOST_AUTO_TEST_CASE(differences_are_the_same_in_every_form) {
  Random random(3);
  for (int round = 0; round < 1000; ++round) {
    const Rgb8 a = random_color(random), b = random_color(random);
    int most = 0;
    for (std::size_t k = 0; k < 3; ++k) most = std::max(most, std::abs(a[k] - b[k]));
    BOOST_TEST(channel_difference(a, b) == most);
    BOOST_TEST(channel_difference(code_of(a), code_of(b)) == most);
    BOOST_TEST(distance(code_of(a), code_of(b)) >= most);
  }
}

BOOST_AUTO_TEST_CASE(cells_hold_as_many_colors_each) {
  std::set<std::size_t> seen;
  for (int r = 0; r < 256; r += 16)
    for (int g = 0; g < 256; g += 16)
      for (int b = 0; b < 256; b += 16) {
        const std::size_t cell = color_cell<16>(r, g, b);
        BOOST_TEST_REQUIRE(cell < kColorCells<16>);
        BOOST_TEST_REQUIRE(seen.insert(cell).second);
        BOOST_TEST_REQUIRE(color_cell<16>(pack(r + 15, g + 15, b + 15)) == cell);
      }
  BOOST_TEST(seen.size() == kColorCells<16>);
}

BOOST_AUTO_TEST_SUITE_END()

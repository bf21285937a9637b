// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/color_vision.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

using namespace unweave;

namespace {

constexpr int kSamples = 256;

std::optional<Lookalikes> in_map(const char* name) {
  const auto named = Catalog::builtin().find(name);
  BOOST_REQUIRE_MESSAGE(named, name);
  return lookalikes(named->map->sampled(kSamples));
}

double apart(const Rgb8& a, const Rgb8& b, ColorVision vision) {
  const auto x = seen_color(a, vision), y = seen_color(b, vision);
  return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(color_vision)

// CIELAB of sRGB's primaries, as every table has them.
BOOST_AUTO_TEST_CASE(colors_are_seen_as_cielab_says) {
  constexpr double kOfTables = 0.1;
  const auto red = seen_color({255, 0, 0}, ColorVision::Usual);
  BOOST_TEST(std::abs(red[0] - 53.2) < kOfTables);
  BOOST_TEST(std::abs(red[1] - 80.1) < kOfTables);
  BOOST_TEST(std::abs(red[2] - 67.2) < kOfTables);
  const auto white = seen_color({255, 255, 255}, ColorVision::Usual);
  BOOST_TEST(std::abs(white[0] - 100) < kOfTables);
  BOOST_TEST(std::abs(white[1]) < kOfTables);
}

// Grays are seen alike by all: the rows of the model's matrices add up to 1.
BOOST_AUTO_TEST_CASE(grays_stay_what_they_are) {
  for (const ColorVision vision : {ColorVision::Protanopia, ColorVision::Deuteranopia})
    for (const std::uint8_t level : {0, 40, 128, 255}) {
      const Rgb8 gray{level, level, level};
      const auto seen = seen_color(gray, vision), usual = seen_color(gray, ColorVision::Usual);
      for (std::size_t k = 0; k < 3; ++k) BOOST_TEST(std::abs(seen[k] - usual[k]) < 0.01);
    }
}

BOOST_AUTO_TEST_CASE(red_and_green_come_together_and_blue_and_yellow_stay_apart) {
  const Rgb8 red{200, 80, 60}, green{110, 120, 50}, blue{40, 60, 200}, yellow{230, 220, 60};
  for (const ColorVision vision : {ColorVision::Protanopia, ColorVision::Deuteranopia}) {
    BOOST_TEST(apart(red, green, vision) < 0.5 * apart(red, green, ColorVision::Usual));
    BOOST_TEST(apart(blue, yellow, vision) > 0.8 * apart(blue, yellow, ColorVision::Usual));
  }
}

BOOST_AUTO_TEST_CASE(maps_made_for_all_readers_have_no_lookalikes) {
  for (const char* name : kMapsForAll) BOOST_TEST(!in_map(name), name);
  for (const char* name :
       {"magma", "inferno", "plasma", "gray", "Blues", "RdBu", "thermal", "vik", "lajolla", "PuOr"})
    BOOST_TEST(!in_map(name), name);
}

BOOST_AUTO_TEST_CASE(maps_that_run_from_red_to_green_have) {
  for (const char* name : {"RdYlGn", "Spectral", "brg", "gist_ncar", "nipy_spectral", "terrain"}) {
    const auto found = in_map(name);
    BOOST_REQUIRE_MESSAGE(found, name);
    BOOST_TEST(found->high - found->low >= 0.1);
    // They are what they are said to be.
    const auto colors = Catalog::builtin().find(name)->map->sampled(kSamples);
    const auto at = [&](double t) {
      return colors[static_cast<std::size_t>(std::lround(t * (kSamples - 1)))];
    };
    BOOST_TEST(apart(at(found->low), at(found->high), found->vision) < 2.3);
    BOOST_TEST(apart(at(found->low), at(found->high), ColorVision::Usual) > 9);
  }
}

// What repeats its colors for everybody says nothing of eyes.
BOOST_AUTO_TEST_CASE(two_equal_ends_are_no_lookalikes) {
  std::vector<Rgb8> there_and_back;
  for (int i = 0; i < kSamples; ++i) {
    const auto level = static_cast<std::uint8_t>(i < 128 ? 2 * i : 2 * (255 - i));
    there_and_back.push_back({level, level, level});
  }
  BOOST_TEST(!lookalikes(there_and_back));
}

BOOST_AUTO_TEST_SUITE_END()

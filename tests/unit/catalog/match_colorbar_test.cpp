// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match_colorbar.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/support/random.hpp"

using unweave::Catalog;
using unweave::Colormap;
using unweave::match_colorbar;
using unweave::match_colorbar_levels;

namespace {

using Colors = std::vector<std::array<double, 3>>;

const Colormap& map_of(const char* name) { return *Catalog::builtin().find(name)->map; }

/// A bar of `pixels` that shows the map's entries from t = from to t = to.
Colors bar(const Colormap& map, int pixels, double from = 0, double to = 1) {
  Colors colors;
  const auto n = static_cast<int>(map.table.size());
  for (int i = 0; i < pixels; ++i) {
    const double t = from + (i + 0.5) / pixels * (to - from);
    const auto& c = map.table[std::clamp(static_cast<int>(t * n), 0, n - 1)];
    colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  }
  return colors;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(match_colorbar_of)

BOOST_AUTO_TEST_CASE(a_whole_map_either_way_round) {
  for (const char* name : {"viridis", "jet", "RdBu", "hot", "nipy_spectral", "twilight"})
    for (const int pixels : {90, 256, 353, 511}) {
      const Colormap& map = map_of(name);
      const auto as_is = match_colorbar(bar(map, pixels), 0, Catalog::builtin());
      const auto turned = match_colorbar(bar(map, pixels, 1, 0), 0, Catalog::builtin());
      BOOST_TEST_REQUIRE((as_is && turned), name << " " << pixels);
      BOOST_TEST(as_is->map->name == name);
      BOOST_TEST(!as_is->reversed);
      BOOST_TEST(turned->map->name == name);
      BOOST_TEST(turned->reversed);
      for (const auto* match : {&*as_is, &*turned}) {
        BOOST_TEST(match->t0 == 0);
        BOOST_TEST(match->t1 == 1);
        BOOST_TEST(match->ties.empty(), name << " " << match->ties.size());
      }
      BOOST_TEST(std::abs(as_is->on_bar(0.25) - 0.25) < 1e-12);
      BOOST_TEST(std::abs(turned->on_bar(0.25) - 0.75) < 1e-12);
    }
}

BOOST_AUTO_TEST_CASE(a_part_of_a_map_with_its_ends) {
  for (const char* name : {"viridis", "jet", "terrain"})
    for (const auto& [from, to] : {std::pair{0.2, 0.9}, {0.0, 0.7}, {0.8, 0.15}}) {
      const auto match = match_colorbar(bar(map_of(name), 400, from, to), 0, Catalog::builtin());
      BOOST_TEST_REQUIRE(match.has_value(), name << " " << from << " to " << to);
      BOOST_TEST(match->map->name == name);
      BOOST_TEST(match->reversed == (to < from));
      BOOST_TEST(std::abs(match->t0 - std::min(from, to)) < 0.01);
      BOOST_TEST(std::abs(match->t1 - std::max(from, to)) < 0.01);
    }
}

BOOST_AUTO_TEST_CASE(compression_and_a_few_lines_do_no_harm) {
  unweave::testing::Random random(3);
  Colors colors = bar(map_of("jet"), 300);
  for (auto& c : colors)
    for (double& channel : c) channel += 0.006 * random.normal();
  for (const std::size_t tick : {60U, 61U, 150U, 151U, 240U, 241U}) colors[tick] = {0, 0, 0};
  const auto match = match_colorbar(colors, 0.008, Catalog::builtin());
  BOOST_TEST_REQUIRE(match.has_value());
  BOOST_TEST(match->map->name == "jet");
}

BOOST_AUTO_TEST_CASE(another_speed_along_the_same_colors_is_another_map) {
  for (const double power : {0.6, 1.5}) {
    Colors colors;
    for (int i = 0; i < 400; ++i)
      colors.push_back(map_of("viridis").color(std::pow((i + 0.5) / 400, power)));
    BOOST_TEST(!match_colorbar(colors, 0, Catalog::builtin()).has_value(), power);
  }
}

BOOST_AUTO_TEST_CASE(steps_are_even_samples_or_a_discrete_maps_entries) {
  for (const int levels : {7, 11, 20}) {
    const Colormap& map = map_of("terrain");
    Colors ends;
    for (int i = 0; i < levels; ++i)
      ends.push_back(map.color(static_cast<double>(i) / (levels - 1)));
    for (const Colors& colors : {bar(map, levels), ends}) {
      const auto match = match_colorbar_levels(colors, 0, Catalog::builtin());
      BOOST_TEST_REQUIRE(match.has_value(), levels);
      BOOST_TEST(match->map->name == "terrain");
      BOOST_TEST(!match->reversed);
    }
  }
  const Colormap& discrete = map_of("colorbrewer/Set1_9");
  const auto match = match_colorbar_levels(bar(discrete, 9, 1, 0), 0, Catalog::builtin());
  BOOST_TEST_REQUIRE(match.has_value());
  BOOST_TEST(match->reversed);
}

BOOST_AUTO_TEST_CASE(too_little_or_too_noisy_matches_nothing) {
  BOOST_TEST(!match_colorbar(bar(map_of("jet"), 15), 0, Catalog::builtin()).has_value());
  BOOST_TEST(!match_colorbar({}, 0, Catalog::builtin()).has_value());
  BOOST_TEST(!match_colorbar(bar(map_of("jet"), 300), 0.1, Catalog::builtin()).has_value());
  BOOST_TEST(!match_colorbar_levels(bar(map_of("jet"), 4), 0, Catalog::builtin()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/catalog/match_colorbar.hpp"
#include "tests/property/catalog/painted.hpp"

using painted::Random;
using unweave::Catalog;
using unweave::Colormap;
using unweave::ColormapKind;
using unweave::Match;
using unweave::match_colormap;
using unweave::MatchInput;

namespace {

const Catalog& catalog() { return Catalog::builtin(); }

bool is_named(const Match& match, const Colormap& map) {
  const auto& same = match.same;
  return match.map == &map ||
         std::find(same.begin(), same.end(), map.qualified_name()) != same.end();
}

/// Every `step`-th continuous map that is a curve of its own: long enough, not all gray.
std::vector<const Colormap*> some_maps(std::size_t step, std::string_view family = {}) {
  std::vector<const Colormap*> result;
  std::size_t i = 0;
  for (const Colormap& map : catalog().all()) {
    if (map.kind != ColormapKind::Continuous || map.table.size() < 128) continue;
    if (!family.empty() && map.family != family) continue;
    if (map.name == "flag" || map.name == "prism") continue;  // go round the same colors
    double length = 0;
    int tint = 0;
    for (std::size_t k = 1; k < map.table.size(); ++k) {
      const auto &last = map.table[k - 1], &next = map.table[k];
      tint = std::max({tint, std::abs(next[0] - next[1]), std::abs(next[1] - next[2])});
      for (int c = 0; c < 3; ++c) length += std::abs(next[c] - last[c]) / 255.0;
    }
    if (length > 1 && tint > 8 && i++ % step == 0) result.push_back(&map);
  }
  return result;
}

std::string told(const Match& match) {
  return match.map->qualified_name() + " t " + std::to_string(match.t0) + " to " +
         std::to_string(match.t1) + " explained " + std::to_string(match.explained) + " residual " +
         std::to_string(match.residual) + " offset " + std::to_string(match.offset);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(match_property)

BOOST_AUTO_TEST_CASE(unknown_curves_match_nothing) {
  Random random(20240901);
  for (int trial = 0; trial < 200; ++trial) {
    const auto curve = painted::unknown(random);
    for (const auto& input :
         {painted::clean(curve, random), painted::noisy(curve, random, 0.006),
          painted::noisy(curve, random, 0.02), painted::noisy(curve, random, 0.0, 0.08)}) {
      const auto match = match_colormap(input, catalog());
      BOOST_TEST(!match.has_value(), "trial " << trial << " " << (match ? told(*match) : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(bars_of_unknown_curves_match_nothing) {
  Random random(77);
  for (int trial = 0; trial < 200; ++trial) {
    const auto curve = painted::unknown(random);
    const int pixels = 80 + static_cast<int>(random() % 500);
    for (const double sigma : {0.0, 0.004, 0.012}) {
      std::vector<painted::Color> colors;
      for (int i = 0; i < pixels; ++i) {
        colors.push_back(curve((i + 0.5) / pixels));
        for (double& c : colors.back())
          c = std::clamp(std::round(255 * (c + sigma * painted::normal(random))) / 255, 0.0, 1.0);
      }
      const auto match = unweave::match_colorbar(colors, sigma, catalog());
      BOOST_TEST(!match.has_value(),
                 "trial " << trial << " " << (match ? match->map->qualified_name() : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(bent_known_maps_match_nothing) {
  Random random(31);
  for (const Colormap* map : some_maps(12)) {
    const auto curve = painted::bent(*map, random, 0.1);
    for (const auto& input : {painted::clean(curve, random), painted::noisy(curve, random, 0.01)}) {
      const auto match = match_colormap(input, catalog());
      BOOST_TEST(!match.has_value(), map->name << " bent is " << (match ? told(*match) : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(clean_pictures_match_their_own_map) {
  Random random(5);
  for (const Colormap* map : some_maps(4)) {
    const auto entries = static_cast<int>(map->table.size());
    const auto match =
        match_colormap(painted::clean(painted::of(*map), random, 0, 1, entries), catalog());
    BOOST_TEST_REQUIRE(match.has_value(), map->qualified_name());
    BOOST_TEST(is_named(*match, *map), map->qualified_name() << " is taken for " << told(*match));
    BOOST_TEST(match->exact);
  }
}

BOOST_AUTO_TEST_CASE(noisy_pictures_match_their_own_map) {
  Random random(6);
  int right = 0, tried = 0;
  for (const Colormap* map : some_maps(1, "matplotlib")) {
    const auto match = match_colormap(painted::noisy(painted::of(*map), random, 0.012), catalog());
    ++tried;
    right += match && is_named(*match, *map);
    BOOST_TEST_INFO_SCOPE(map->name << (match ? told(*match) : " none"));
    BOOST_WARN(match && is_named(*match, *map));
  }
  BOOST_TEST(right >= 0.95 * tried, right << " of " << tried);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_map_is_found_where_it_lies) {
  Random random(7);
  for (const char* name : {"viridis", "jet", "turbo", "inferno", "RdYlBu", "nipy_spectral"}) {
    const Colormap& map = *catalog().find(name)->map;
    for (const auto& [low, high] : {std::pair{0.0, 0.6}, {0.25, 0.9}, {0.4, 1.0}}) {
      const auto curve = painted::of(map);
      for (const auto& input : {painted::clean(curve, random, low, high),
                                painted::noisy(curve, random, 0.008, 0, low, high)}) {
        const auto match = match_colormap(input, catalog());
        BOOST_TEST_REQUIRE(match.has_value(), name << " " << low << " to " << high);
        BOOST_TEST(is_named(*match, map), name << " is taken for " << told(*match));
        BOOST_TEST(std::abs(match->t0 - low) < 0.05, name << told(*match));
        BOOST_TEST(std::abs(match->t1 - high) < 0.05, name << told(*match));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(filled_contours_are_evenly_spaced_samples) {
  Random random(8);
  for (const char* name : {"viridis", "jet", "RdBu", "terrain", "Spectral", "plasma"}) {
    const Colormap& map = *catalog().find(name)->map;
    for (int levels = 7; levels <= 20; levels += 3) {
      const auto sampled = map.sampled(levels);
      const auto curve = [&](double t) {
        const auto& c = sampled[std::min(levels - 1, static_cast<int>(t * levels))];
        return painted::Color{c[0] / 255.0, c[1] / 255.0, c[2] / 255.0};
      };
      const auto match = match_colormap(painted::clean(curve, random, 0, 1, levels), catalog());
      BOOST_TEST_REQUIRE(match.has_value(), name << " in " << levels << " levels");
      BOOST_TEST(is_named(*match, map), name << levels << " is taken for " << told(*match));
      BOOST_TEST(match->levels == levels);
    }
  }
}

// The same curve at another speed is another map: its t would be wrong.
BOOST_AUTO_TEST_CASE(warped_maps_are_not_claimed_as_they_are) {
  Random random(13);
  for (const char* name : {"viridis", "plasma", "inferno", "magma", "jet", "turbo", "coolwarm",
                           "RdYlBu", "Spectral", "YlGnBu", "cmocean/thermal", "gnuplot"}) {
    const Colormap& map = *catalog().find(name)->map;
    for (const double power : {0.6, 1.6}) {
      const auto curve = [&](double t) { return map.color(std::pow(t, power)); };
      const auto match = match_colormap(painted::clean(curve, random), catalog());
      BOOST_TEST((!match || !match->ties.empty()),
                 name << " to the power " << power << " is " << (match ? told(*match) : ""));
    }
  }
}

// What is read from a table of 24 colors between lines: the edges' colors are rare.
BOOST_AUTO_TEST_CASE(steps_with_rare_colors_between_them_are_steps) {
  Random random(14);
  std::vector<painted::Color> heat;  // R's heat.colors(24)
  for (int k = 0; k < 18; ++k) heat.push_back({1, k / 17.0, 0});
  for (int k = 0; k < 6; ++k) heat.push_back({1, 1, (2 * k + 1) / 12.0});
  const auto steps = [&](double t) {
    return heat[static_cast<std::size_t>(std::min(23.0, t * 24))];
  };
  MatchInput input = painted::clean(steps, random, 0, 1, 24);
  for (int i = 0; i < 60; ++i) {
    const auto& color = heat[static_cast<std::size_t>(i % 24)];
    const double dark = 0.2 + 0.01 * i;
    const unweave::Rgb8 rim = painted::rounded({dark * color[0], dark * color[1], dark * color[2]});
    input.palette.push_back(rim);
    input.palette_weight.push_back(5);
    input.samples.push_back({{rim[0] / 255.0, rim[1] / 255.0, rim[2] / 255.0}, 5});
  }
  const auto match = match_colormap(input, catalog());
  BOOST_TEST_REQUIRE(match.has_value());
  BOOST_TEST(match->map->qualified_name() == "r/heat.colors");
  BOOST_TEST(match->levels >= 20);
}

namespace {

/// A quarter of the pixels white, as holes in a field are that were not told from light data.
void add_white(MatchInput& input) {
  double total = 0;
  for (const auto& sample : input.samples) total += sample.weight;
  input.samples.push_back({{1, 1, 1}, total / 3});
  if (input.palette.empty()) return;
  input.palette.push_back({255, 255, 255});
  input.palette_weight.push_back(total / 3);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_background_near_the_maps_own_colors_is_no_part_of_it) {
  Random random(16);
  for (const char* name : {"RdBu", "PiYG", "coolwarm", "YlGnBu"}) {
    const Colormap& map = *catalog().find(name)->map;
    const auto curve = painted::of(map);
    for (MatchInput input : {painted::clean(curve, random), painted::noisy(curve, random, 0.008)}) {
      add_white(input);
      const auto match = match_colormap(input, catalog());
      BOOST_TEST_REQUIRE(match.has_value(), name);
      BOOST_TEST(is_named(*match, map), name << " is taken for " << told(*match));
    }
  }
  for (int trial = 0; trial < 40; ++trial) {
    const auto curve = painted::unknown(random);
    for (MatchInput input : {painted::clean(curve, random), painted::noisy(curve, random, 0.008)}) {
      add_white(input);
      const auto match = match_colormap(input, catalog());
      BOOST_TEST(!match.has_value(), "trial " << trial << " " << (match ? told(*match) : ""));
    }
  }
}

// NCL, yorick and others have tables of matplotlib's maps with fewer entries.
BOOST_AUTO_TEST_CASE(of_tables_of_one_map_the_first_family_gives_the_name) {
  Random random(17);
  for (const char* name : {"gist_ncar", "gnuplot2", "RdBu", "terrain"}) {
    const Colormap& map = *catalog().find(name)->map;
    for (const double low : {0.0, 0.05, 0.1, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18}) {
      const auto input = painted::noisy(painted::of(map), random, 0.013, 0, low, 1);
      const auto match = match_colormap(input, catalog());
      BOOST_TEST_REQUIRE(match.has_value(), name);
      BOOST_TEST(match->map->qualified_name() == map.qualified_name(), "from " << low);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_small_part_of_a_map_is_not_claimed) {
  Random random(15);
  for (const char* name : {"jet", "gist_ncar", "prism", "nipy_spectral"}) {
    const Colormap& map = *catalog().find(name)->map;
    for (const double from : {0.1, 0.4, 0.7}) {
      const auto part = painted::clean(painted::of(map), random, from, from + 0.15, 2048);
      const auto match = match_colormap(part, catalog());
      BOOST_TEST((!match || match->t1 - match->t0 >= 0.3),
                 name << " from " << from << " is " << (match ? told(*match) : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_gray_picture_is_gray) {
  Random random(9);
  const Colormap& gray = *catalog().find("gray")->map;
  for (const auto& [low, high] : {std::pair{0.0, 1.0}, {0.2, 0.8}, {0.5, 1.0}}) {
    const auto ramp = [](double t) { return painted::Color{t, t, t}; };
    for (const auto& input : {painted::clean(ramp, random, low, high),
                              painted::clean(painted::of(gray), random, low, high)}) {
      const auto match = match_colormap(input, catalog());
      BOOST_TEST_REQUIRE(match.has_value());
      BOOST_TEST(match->map->name == "gray", told(*match));
    }
  }
}

BOOST_AUTO_TEST_CASE(ink_that_was_not_recognised_does_no_harm) {
  Random random(10);
  for (const char* name : {"viridis", "jet", "coolwarm", "hot"}) {
    const Colormap& map = *catalog().find(name)->map;
    MatchInput input = painted::clean(painted::of(map), random);
    for (int level = 0; level <= 255; level += 15) {
      const auto c = static_cast<std::uint8_t>(level);
      input.palette.push_back({c, c, c});
      input.palette_weight.push_back(100);  // 4 % of the pixels in all
      input.samples.push_back({{c / 255.0, c / 255.0, c / 255.0}, 100});
    }
    const auto match = match_colormap(input, catalog());
    BOOST_TEST_REQUIRE(match.has_value(), name);
    BOOST_TEST(is_named(*match, map), name << " is taken for " << told(*match));
  }
}

BOOST_AUTO_TEST_CASE(the_order_along_the_locus_can_contradict) {
  Random random(12);
  const Colormap& map = *catalog().find("jet")->map;
  MatchInput input = painted::noisy(painted::of(map), random, 0.01);
  BOOST_TEST(match_colormap(input, catalog()).has_value());
  // Blue, red, green: the colors are jet's, their order is not
  for (auto& sample : input.samples)
    sample.u = sample.u < 0.33 ? sample.u : sample.u < 0.66 ? sample.u + 0.33 : sample.u - 0.33;
  BOOST_TEST(!match_colormap(input, catalog()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

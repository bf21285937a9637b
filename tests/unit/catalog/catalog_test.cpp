// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <set>

using unweave::Catalog;
using unweave::Colormap;
using unweave::ColormapKind;
using unweave::Rgb8;

namespace {

Colormap user_map(const std::string& name, std::vector<Rgb8> table,
                  ColormapKind kind = ColormapKind::Continuous) {
  return {name, "user", "", "", kind, std::move(table), {}};
}

bool named(std::string_view query, const std::string& qualified, bool reversed) {
  const auto found = Catalog::builtin().find(query);
  BOOST_TEST_REQUIRE(found.has_value(), query << " is not found");
  BOOST_TEST_INFO(query << " is " << found->map->qualified_name());
  return found->map->qualified_name() == qualified && found->reversed == reversed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_AUTO_TEST_CASE(a_name_with_a_typing_error_finds_its_like) {
  const Catalog& catalog = Catalog::builtin();
  for (const auto& [wrong, right] : {std::pair{"virdis", "viridis"},
                                     {"-veridis", "viridis"},
                                     {"cool warm", "coolwarm"},
                                     {"Infreno", "inferno"},
                                     {"cmocean/thermall", "cmocean/thermal"},
                                     {"nipyspektral", "nipy_spectral"}})
    BOOST_TEST(catalog.alike(wrong) == right);
  for (const char* nothing : {"", "-", "xy", "qqqqqq", "my lab's own map"})
    BOOST_TEST(catalog.alike(nothing) == "");
}

BOOST_AUTO_TEST_CASE(holds_many_maps_each_with_its_origin) {
  const auto& maps = Catalog::builtin().all();
  BOOST_TEST(maps.size() >= 1000u);
  std::set<std::string> names;
  for (const Colormap& map : maps) {
    BOOST_TEST(map.table.size() >= 3u);
    BOOST_TEST(!map.family.empty());
    BOOST_TEST(!map.license.empty());
    BOOST_TEST(!map.source.empty());
    BOOST_TEST(names.insert(map.qualified_name()).second, map.qualified_name()
                                                              << " is there twice");
  }
}

BOOST_AUTO_TEST_CASE(no_table_stands_twice_in_either_direction) {
  std::set<std::vector<Rgb8>> tables;
  for (const Colormap& map : Catalog::builtin().all()) {
    auto turned = map.table;
    std::reverse(turned.begin(), turned.end());
    if (turned != map.table) BOOST_TEST(!tables.count(turned), map.qualified_name());
    BOOST_TEST(tables.insert(map.table).second, map.qualified_name());
  }
}

// Published values: viridis' ends, jet's dark ends, tab10's first colors, gray.
BOOST_AUTO_TEST_CASE(tables_are_the_published_ones) {
  const Catalog& catalog = Catalog::builtin();
  const auto& viridis = catalog.find("viridis")->map->table;
  BOOST_TEST_REQUIRE(viridis.size() == 256u);
  BOOST_TEST((viridis.front() == Rgb8{68, 1, 84}));
  BOOST_TEST((viridis[128] == Rgb8{32, 144, 140}));
  BOOST_TEST((viridis.back() == Rgb8{253, 231, 36}));
  const auto& jet = catalog.find("jet")->map->table;
  BOOST_TEST((jet.front() == Rgb8{0, 0, 127}));
  BOOST_TEST((jet.back() == Rgb8{127, 0, 0}));
  const Colormap& tab10 = *catalog.find("tab10")->map;
  BOOST_TEST((tab10.kind == ColormapKind::Discrete));
  BOOST_TEST((tab10.table[0] == Rgb8{31, 119, 180}));
  BOOST_TEST((tab10.table[1] == Rgb8{255, 127, 14}));
  // matplotlib cuts to bytes, so that a level may be one below its index
  const auto& gray = catalog.find("gray")->map->table;
  for (int i = 0; i < 256; ++i) {
    BOOST_TEST((gray[i][0] == gray[i][1] && gray[i][1] == gray[i][2]));
    BOOST_TEST((gray[i][0] == i || gray[i][0] == i - 1));
  }
}

BOOST_AUTO_TEST_CASE(names_are_found_in_every_spelling) {
  BOOST_TEST(named("viridis", "matplotlib/viridis", false));
  BOOST_TEST(named("VIRIDIS", "matplotlib/viridis", false));
  BOOST_TEST(named("cmocean/thermal", "cmocean/thermal", false));
  BOOST_TEST(named("gmt:polar", "gmt/polar", false));
  BOOST_TEST(named("red temperature", "idl/RED TEMPERATURE", false));
  BOOST_TEST(named("BLUE/WHITE", "idl/BLUE/WHITE", false));
}

BOOST_AUTO_TEST_CASE(a_sign_or_suffix_turns_and_both_cancel) {
  BOOST_TEST(named("-viridis", "matplotlib/viridis", true));
  BOOST_TEST(named("viridis_r", "matplotlib/viridis", true));
  BOOST_TEST(named("-viridis_r", "matplotlib/viridis", false));
  BOOST_TEST(named("-matplotlib/jet", "matplotlib/jet", true));
}

BOOST_AUTO_TEST_CASE(aliases_know_their_direction) {
  BOOST_TEST(named("gist_gray", "matplotlib/gray", false));
  BOOST_TEST(named("gist_yarg", "matplotlib/gray", true));
  BOOST_TEST(named("gist_yarg_r", "matplotlib/gray", false));
  BOOST_TEST(named("octave/viridis", "matplotlib/viridis", false));
}

BOOST_AUTO_TEST_CASE(unknown_names_are_not_found) {
  for (const char* name : {"", "-", "_r", "-_r", "no such map", "matplotlib/", "/", ":", "--jet"})
    BOOST_TEST(!Catalog::builtin().find(name).has_value(), name);
}

BOOST_AUTO_TEST_CASE(a_plain_name_is_the_first_familys) {
  const auto& maps = Catalog::builtin().all();
  const auto hot = Catalog::builtin().find("hot");
  BOOST_TEST(hot->map->family == "matplotlib");
  BOOST_TEST(maps.front().family == "matplotlib");
}

BOOST_AUTO_TEST_CASE(a_users_maps_come_first) {
  Catalog catalog = Catalog::builtin();
  catalog.add({user_map("viridis", {{1, 2, 3}, {4, 5, 6}})});
  BOOST_TEST(catalog.find("viridis")->map->family == "user");
  BOOST_TEST(catalog.find("matplotlib/viridis")->map->table.size() == 256u);
  BOOST_TEST(catalog.all().front().family == "user");
}

BOOST_AUTO_TEST_CASE(maps_that_come_last_give_way) {
  Catalog catalog = Catalog::builtin();
  catalog.add(
      {}, {user_map("viridis", {{1, 2, 3}, {4, 5, 6}}), user_map("mine", {{0, 0, 0}, {9, 9, 9}})});
  BOOST_TEST(catalog.find("viridis")->map->family == "matplotlib");
  BOOST_TEST(catalog.find("user/viridis")->map->table.size() == 2u);
  BOOST_TEST(catalog.find("mine")->map == &catalog.all().back());
}

BOOST_AUTO_TEST_CASE(a_copy_stands_on_its_own) {
  Catalog copy = Catalog::builtin();
  BOOST_TEST(copy.find("jet")->map != Catalog::builtin().find("jet")->map);
}

BOOST_AUTO_TEST_CASE(colors_between_cells_are_linear) {
  const Colormap map = user_map("two", {{0, 0, 0}, {255, 51, 0}});
  BOOST_TEST(map.color(0.25)[0] == 0.0);
  BOOST_TEST(map.color(0.5)[0] == 0.5);
  BOOST_TEST(map.color(0.5)[1] == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(map.color(0.75)[0] == 1.0);
}

BOOST_AUTO_TEST_CASE(t_outside_and_nan_are_the_ends) {
  const Colormap map = user_map("two", {{0, 0, 0}, {255, 255, 255}});
  BOOST_TEST(map.color(-5)[0] == 0.0);
  BOOST_TEST(map.color(7)[0] == 1.0);
  BOOST_TEST(map.color(std::numeric_limits<double>::quiet_NaN())[0] == 0.0);
}

BOOST_AUTO_TEST_CASE(discrete_maps_do_not_mix) {
  const Colormap map =
      user_map("three", {{0, 0, 0}, {255, 0, 0}, {0, 0, 255}}, ColormapKind::Discrete);
  BOOST_TEST(map.color(0.34)[0] == 1.0);
  BOOST_TEST(map.color(0.66)[0] == 1.0);
  BOOST_TEST(map.color(1.0)[2] == 1.0);
}

BOOST_AUTO_TEST_CASE(cyclic_maps_join_their_ends) {
  const Colormap map = user_map("ring", {{0, 0, 0}, {255, 0, 0}}, ColormapKind::Cyclic);
  BOOST_TEST(map.color(0.0)[0] == 0.5);
  BOOST_TEST(map.color(1.0)[0] == 0.5);
}

BOOST_AUTO_TEST_CASE(sampling_at_its_own_size_is_the_table) {
  const Colormap& map = *Catalog::builtin().find("jet")->map;
  BOOST_TEST((map.sampled(256) == map.table));
  auto turned = map.table;
  std::reverse(turned.begin(), turned.end());
  BOOST_TEST((map.sampled(256, true) == turned));
  BOOST_TEST(map.sampled(7).size() == 7u);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_tint.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

using UnitColors = std::vector<std::array<double, 3>>;

UnitColors unit_table(const Table& table) {
  UnitColors out;
  for (const Rgb8& c : table) out.push_back(unit_color(c));
  return out;
}

/// Colors of the middle half of a map under a tint, rounded to levels, 10 pixels each.
std::vector<FieldColor> tinted_field(const UnitColors& map, const BarTint& tint) {
  std::vector<FieldColor> out;
  for (std::size_t i = map.size() / 4; i < 3 * map.size() / 4; ++i)
    out.push_back({unit_color(rounded_color(tint(map[i]))), 10});
  return out;
}

/// The greatest difference, in levels, between the colors that two tints make of the field's part
/// of a map.
double difference(const BarTint& found, const BarTint& truth, const UnitColors& map) {
  double most = 0;
  for (std::size_t i = map.size() / 4; i < 3 * map.size() / 4; ++i)
    for (std::size_t c = 0; c < 3; ++c)
      most = std::max(most, 255 * std::abs(found(map[i])[c] - truth(map[i])[c]));
  return most;
}

constexpr double kFewLevels = 5;

}  // namespace

BOOST_AUTO_TEST_SUITE(bar_tint)

BOOST_AUTO_TEST_CASE(the_gains_of_a_warm_light_are_found) {
  const BarTint light{{0.78, 0.77, 0.74}, {0, 0, 0}};
  for (const MapKind kind : {MapKind::Sequential, MapKind::Rainbow, MapKind::Diverging}) {
    const UnitColors map = unit_table(map_of(kind));
    const auto fit = find_tint(map, tinted_field(map, light), 0);
    BOOST_TEST_REQUIRE(fit.has_value(), name_of(kind));
    BOOST_TEST(fit->explained > 0.95);
    BOOST_TEST(difference(fit->tint, light, map) < kFewLevels, name_of(kind));
    BOOST_TEST((fit->tint.offset == BarTint{}.offset));
  }
}

BOOST_AUTO_TEST_CASE(opacity_over_one_color_is_found_with_the_color) {
  const BarTint over_paper{{0.6, 0.6, 0.6}, {0.38, 0.37, 0.36}};
  const UnitColors map = unit_table(map_of(MapKind::Rainbow));
  const auto fit = find_tint(map, tinted_field(map, over_paper), 0);
  BOOST_TEST_REQUIRE(fit.has_value());
  BOOST_TEST(difference(fit->tint, over_paper, map) < kFewLevels);
}

BOOST_AUTO_TEST_CASE(colors_of_the_bar_itself_need_no_tint) {
  const UnitColors map = unit_table(map_of(MapKind::Rainbow));
  BOOST_TEST(!find_tint(map, tinted_field(map, {}), 0).has_value());
}

BOOST_AUTO_TEST_CASE(a_gray_bars_light_cannot_be_told_from_its_values) {
  UnitColors gray;
  for (int k = 0; k < 256; ++k) gray.push_back({k / 255.0, k / 255.0, k / 255.0});
  std::vector<FieldColor> warm;  // off the bar's own colors, so that a tint is looked for
  for (int k = 60; k < 180; ++k) warm.push_back({{0.8 * k / 255, 0.7 * k / 255, 0.6 * k / 255}, 9});
  BOOST_TEST(!find_tint(gray, warm, 0).has_value());
}

BOOST_AUTO_TEST_CASE(colors_of_another_map_are_no_tint) {
  const UnitColors map = unit_table(map_of(MapKind::Rainbow));
  const UnitColors other = unit_table(map_of(MapKind::Helix));
  BOOST_TEST(!find_tint(map, tinted_field(other, {}), 0).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/many_to_one.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/curve/curve_parts.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

Table in_gray(Table map) {
  for (Rgb8& c : map) {
    const auto level = static_cast<std::uint8_t>(rounded_luma(c[0], c[1], c[2]));
    c = {level, level, level};
  }
  return map;
}

double share_of(const Table& map) {
  std::vector<std::array<double, 3>> colors;
  for (const Rgb8& c : map) colors.push_back(unit_color(c));
  const Picture p = paint(noise_field(120, 100, 9), map);
  const auto histogram = ColorHistogram::count(p.source(), p.whole(), Context{});
  BOOST_REQUIRE(histogram);
  return many_to_one(table_locus(colors), *histogram);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(many_to_one_colors)

BOOST_AUTO_TEST_CASE(maps_tell_their_values) {
  for (const MapKind kind : kMapKinds) BOOST_TEST(share_of(map_of(kind)) < 0.02, name_of(kind));
}

BOOST_AUTO_TEST_CASE(a_rainbow_in_gray_does_not) {
  BOOST_TEST(share_of(in_gray(map_of(MapKind::Rainbow))) > 2 * kManyToOne);
}

BOOST_AUTO_TEST_CASE(a_gray_ramp_and_a_map_whose_ends_meet_do) {
  Table ramp, ring;
  for (int k = 0; k < 256; ++k) {
    const auto level = static_cast<std::uint8_t>(k);
    ramp.push_back({level, level, level});
    const int up = std::min(255, 2 * std::min(k, 255 - k));
    ring.push_back({level, static_cast<std::uint8_t>(up), static_cast<std::uint8_t>(255 - k)});
  }
  ring.push_back(ring.front());
  BOOST_TEST(share_of(ramp) == 0);
  BOOST_TEST(share_of(ring) < 0.05);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

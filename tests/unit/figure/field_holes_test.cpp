// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/field_holes.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSide = 200;
constexpr Rgb8 kWhite{255, 255, 255};
const Rect kHole{60, 70, 50, 40};

/// Black over red to white, as heat is drawn.
Table ends_in_white() {
  Table map;
  for (int k = 0; k < 256; ++k)
    map.push_back({static_cast<std::uint8_t>(std::min(255, 2 * k)), static_cast<std::uint8_t>(k),
                   static_cast<std::uint8_t>(k)});
  return map;
}

std::shared_ptr<const PixelMask> holes_in(const Picture& p) {
  const auto raster = read_raster(p.source(), p.whole(), 1 << 20, Context{});
  BOOST_REQUIRE(raster);
  Backdrop paper;
  BarCandidate bar;
  bar.colors = ends_in_white();
  return find_holes(*raster, p.whole(), paper, bar);
}

/// A ramp that reaches white over its last quarter.
Picture ramp_into_white() {
  Field f = ramp(kSide, kSide);
  for (double& v : f.values) v = std::min(0.999, v * 4 / 3);
  return paint(f, ends_in_white());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(field_holes)

BOOST_AUTO_TEST_CASE(a_white_area_at_whose_rim_the_field_jumps_is_a_hole) {
  Picture p = ramp_into_white();
  p.fill(kHole, kWhite);
  const auto mask = holes_in(p);
  BOOST_TEST_REQUIRE(mask != nullptr);
  BOOST_TEST(mask->at(kHole.x + 5, kHole.y + 5));
  BOOST_TEST(!mask->at(kHole.x - 5, kHole.y + 5));
  BOOST_TEST(!mask->at(kSide - 3, 20));  // the field's own white
}

BOOST_AUTO_TEST_CASE(white_that_the_field_runs_up_to_is_data) {
  BOOST_TEST(holes_in(ramp_into_white()) == nullptr);
}

BOOST_AUTO_TEST_CASE(of_cells_nothing_is_told) {
  Field f{kSide, kSide, std::vector<double>(kSide * kSide)};
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) f.at(x, y) = ((x / 20) * 7 + (y / 20) * 3) % 10 / 9.001;
  BOOST_TEST(holes_in(paint(f, ends_in_white())) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

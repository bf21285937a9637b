// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/markers.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <random>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kWidth = 360, kHeight = 240;
constexpr Rgb8 kPaper{255, 255, 255};

bool markers(const Picture& p) {
  const MemorySource source = p.source();
  Context context;
  const auto found = shows_markers(source, p.whole(), kPaper, context);
  BOOST_TEST_REQUIRE(found.has_value());
  return *found;
}

Rgb8 color(int i, int count) {
  const auto level = static_cast<std::uint8_t>(20 + 190 * i / count);
  return {level, static_cast<std::uint8_t>(220 - level), 120};
}

void disk(Picture& p, int x, int y, int radius, const Rgb8& c) {
  for (int j = -radius; j <= radius; ++j) {
    const int half = static_cast<int>(std::sqrt(radius * radius - j * j));
    p.fill({x - half, y + j, 2 * half + 1, 1}, c);
  }
}

/// At random places, some of which overlap; as many sizes as are asked for.
Picture scatter(int count, int sizes = 1) {
  Picture p = filled(kWidth, kHeight, kPaper);
  std::mt19937 random(7);
  for (int i = 0; i < count; ++i) {
    const int x = 20 + static_cast<int>(random() % (kWidth - 40));
    const int y = 20 + static_cast<int>(random() % (kHeight - 40));
    disk(p, x, y, 5 + 3 * (i % sizes), color(i, count));
  }
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(markers_of_a_plot)

BOOST_AUTO_TEST_CASE(disks_at_random_places_are_markers) {
  BOOST_TEST(markers(scatter(30)));
  BOOST_TEST(markers(scatter(60)));
}

BOOST_AUTO_TEST_CASE(a_grid_behind_them_does_not_join_them) {
  Picture p = scatter(40);
  const Picture bare = p;
  for (int x = 30; x < kWidth; x += 60) p.fill({x, 0, 2, kHeight}, {180, 180, 180});
  for (int y = 30; y < kHeight; y += 60) p.fill({0, y, kWidth, 1}, {180, 180, 180});
  for (int y = 0; y < kHeight; ++y)  // they lie over it
    for (int x = 0; x < kWidth; ++x)
      if (bare.at(x, y)[2] != 255) p.fill({x, y, 1, 1}, {bare.at(x, y)[0], bare.at(x, y)[1], 120});
  BOOST_TEST(markers(p));
}

BOOST_AUTO_TEST_CASE(cells_with_gaps_between_them_are_a_matrix) {
  Picture p = filled(kWidth, kHeight, kPaper);
  for (int row = 0; row < 8; ++row)
    for (int column = 0; column < 12; ++column)
      p.fill({12 + 28 * column, 12 + 28 * row, 16, 16}, color(row * column, 77));
  BOOST_TEST(!markers(p));
}

BOOST_AUTO_TEST_CASE(a_field_with_holes_is_none_of_markers) {
  Picture p = filled(kWidth, kHeight, kPaper);
  for (int x = 0; x < kWidth; ++x) p.fill({x, 0, 1, kHeight}, color(x, kWidth));
  for (int i = 0; i < 40; ++i) disk(p, 20 + 41 * i % 320, 20 + 67 * i % 200, 6, kPaper);
  BOOST_TEST(!markers(p));
}

BOOST_AUTO_TEST_CASE(pieces_of_many_sizes_are_islands) { BOOST_TEST(!markers(scatter(40, 6))); }

// A map of bins, whose outermost ones stand alone.
BOOST_AUTO_TEST_CASE(a_field_with_a_ragged_rim_is_none_of_markers) {
  Picture p = scatter(40);
  p.fill({80, 60, 200, 120}, color(1, 2));
  BOOST_TEST(!markers(p));
}

BOOST_AUTO_TEST_CASE(a_few_are_a_legend) { BOOST_TEST(!markers(scatter(6))); }

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

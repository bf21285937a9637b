// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/panel_grid.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kStrip{217, 217, 217}, kInk{26, 26, 26};
constexpr int kWidth = 120, kHeight = 90, kGap = 6, kStripHeight = 16;

Rect place(int column, int row) {
  return {30 + column * (kWidth + kGap), 40 + row * (kHeight + kGap), kWidth, kHeight};
}

void put(Picture& p, const Rect& rect, unsigned seed) {
  const Picture field =
      paint(noise_field(rect.width, rect.height, seed), map_of(MapKind::Diverging));
  for (int y = 0; y < rect.height; ++y)
    std::copy_n(field.at(0, y), 3 * rect.width, p.at(rect.x, rect.y + y));
}

/// Panels in two rows, with a strip over each column and a letter in it.
Picture figure(int columns) {
  Picture p = filled(30 + columns * (kWidth + kGap) + 20, 260, kWhite);
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < columns; ++column)
      put(p, place(column, row), static_cast<unsigned>(1 + 7 * row + column));
  for (int column = 0; column < columns; ++column) {
    const Rect r = place(column, 0);
    p.fill({r.x, r.y - kStripHeight, r.width, kStripHeight}, kStrip);
    p.fill({r.x + r.width / 2, r.y - kStripHeight + 5, 3, 7}, kInk);
  }
  return p;
}

Raster raster_of(const Picture& p) {
  return *read_raster(p.source(), p.whole(), 1 << 20, Context{});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(panel_grid)

BOOST_AUTO_TEST_CASE(panels_are_what_gaps_and_strips_leave) {
  const Raster raster = raster_of(figure(3));
  const auto backdrop = find_backdrop(raster, raster.bounds());
  BOOST_TEST_REQUIRE(backdrop.has_value());
  const Rect all = united(grown(place(0, 0), 0), place(2, 1));
  const Rect box{all.x, all.y - kStripHeight, all.width, all.height + kStripHeight};
  const auto panels = panels_between_gaps(raster, box, *backdrop);
  BOOST_TEST_REQUIRE(panels.size() == 6U);
  for (int k = 0; k < 6; ++k)
    BOOST_TEST((panels[static_cast<std::size_t>(k)] == place(k % 3, k / 3)), "panel " << k);
}

BOOST_AUTO_TEST_CASE(a_strip_is_taken_off_a_single_panel) {
  const Raster raster = raster_of(figure(1));
  const auto backdrop = find_backdrop(raster, raster.bounds());
  const Rect panel = place(0, 0);
  const Rect with{panel.x, panel.y - kStripHeight, panel.width, panel.height + kStripHeight};
  BOOST_TEST((without_strips(raster, with, *backdrop) == panel));
  BOOST_TEST((without_strips(raster, panel, *backdrop) == panel));
}

BOOST_AUTO_TEST_CASE(cells_of_one_color_are_no_panels) {
  Picture p = filled(300, 260, kWhite);
  for (int k = 0; k < 4; ++k)
    p.fill({30 + k % 2 * 110, 30 + k / 2 * 110, 106, 106},
           {static_cast<std::uint8_t>(60 * k), 90, 40});
  const Raster raster = raster_of(p);
  const auto backdrop = find_backdrop(raster, raster.bounds());
  BOOST_TEST(panels_between_gaps(raster, {30, 30, 216, 216}, *backdrop).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

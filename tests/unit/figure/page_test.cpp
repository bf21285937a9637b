// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/page.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/figure/figure_layout.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

const Rect kPage{90, 60, 360, 280}, kField{150, 90, 240, 190};

/// A page on a ground that shades from row to row, with a framed field and letters on it.
Picture on_shaded_ground(bool labels) {
  Picture p = filled(540, 400, {0, 0, 0});
  for (int y = 0; y < p.height; ++y)
    p.fill({0, y, p.width, 1},
           {static_cast<std::uint8_t>(30 + y / 8), 90, static_cast<std::uint8_t>(150 + y / 10)});
  p.fill(kPage, {255, 255, 255});
  p.fill(grown(kField, 1), {0, 0, 0});
  const Picture field =
      paint(noise_field(kField.width, kField.height, 4), map_of(MapKind::Rainbow));
  for (int y = 0; y < kField.height; ++y)
    std::copy_n(field.at(0, y), 3 * kField.width, p.at(kField.x, kField.y + y));
  for (int k = 0; labels && k < 4; ++k) p.fill({130, 100 + 40 * k, 7, 9}, {0, 0, 0});
  return p;
}

FigureLayout layout_of(const Picture& p) {
  FigureOptions options;
  options.read_ticks = false;
  const auto found = analyze_layout(p.source(), options, Context{});
  BOOST_REQUIRE(found);
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(a_figure_on_a_ground_that_shades_is_found) {
  BOOST_TEST((layout_of(on_shaded_ground(true)).plot_area == kField));
}

BOOST_AUTO_TEST_CASE(nothing_is_written_on_what_is_no_page) {
  const Picture p = on_shaded_ground(false);
  const auto raster = read_raster(p.source(), p.whole(), 1 << 20, Context{});
  BOOST_TEST(!find_page(*raster, ColorMetric{}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

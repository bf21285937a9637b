// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/plot_area.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/figure/backdrop.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255};
const Rect kPanel{60, 40, 300, 220};

std::vector<PlotBox> boxes_of(const Picture& p) {
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  const auto backdrop = find_backdrop(*raster, raster->bounds());
  BOOST_TEST_REQUIRE(backdrop.has_value());
  return find_plot_boxes(*raster, raster->bounds(), *backdrop, {});
}

void put(Picture& p, const Rect& rect) {
  const Picture field = paint(noise_field(rect.width, rect.height, 6), map_of(MapKind::Helix));
  for (int y = 0; y < rect.height; ++y)
    std::copy_n(field.at(0, y), 3 * rect.width, p.at(rect.x, rect.y + y));
}

/// A gray panel with grid lines, whose rim at left and below is blended with the paper, and a field
/// with an even gap around it; letters beside it.
Picture panel_figure(const Rect& field) {
  Picture p = filled(420, 320, kWhite);
  const Rgb8 panel{127, 127, 127}, grid{113, 113, 113}, rim{183, 183, 183};
  p.fill(kPanel, panel);
  for (int x = kPanel.x + 40; x < kPanel.right(); x += 90) p.fill({x, kPanel.y, 1, 220}, grid);
  for (int y = kPanel.y + 30; y < kPanel.bottom(); y += 70) p.fill({kPanel.x, y, 300, 1}, grid);
  p.fill({kPanel.x, kPanel.y, 1, kPanel.height}, rim);
  p.fill({kPanel.x, kPanel.bottom() - 1, kPanel.width, 1}, rim);
  put(p, field);
  for (int y = 70; y < 250; y += 70) p.fill({40, y, 8, 10}, {0, 0, 0});
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_area)

BOOST_AUTO_TEST_CASE(a_field_with_an_even_gap_in_its_panel_is_the_plot_area) {
  const Rect field{kPanel.x + 15, kPanel.y + 11, 270, 198};
  const std::vector<PlotBox> boxes = boxes_of(panel_figure(field));
  BOOST_TEST_REQUIRE(boxes.size() == 1U);
  BOOST_TEST((boxes[0].rect == field));
}

BOOST_AUTO_TEST_CASE(regions_of_a_map_without_a_frame_stand_out_of_no_rectangle) {
  Picture p = filled(420, 320, kWhite);
  put(p, {150, 40, 120, 240});
  put(p, {60, 100, 300, 110});
  const std::vector<PlotBox> boxes = boxes_of(p);
  BOOST_TEST_REQUIRE(boxes.size() == 1U);
  BOOST_TEST((boxes[0].rect == Rect{60, 40, 300, 240}));
}

BOOST_AUTO_TEST_CASE(with_an_uneven_gap_the_panel_is) {
  const Rect field{kPanel.x + 15, kPanel.y + 60, 270, 140};
  const std::vector<PlotBox> boxes = boxes_of(panel_figure(field));
  BOOST_TEST_REQUIRE(boxes.size() == 1U);
  BOOST_TEST(boxes[0].rect.area() > 0.95 * kPanel.area());
}

BOOST_AUTO_TEST_CASE(the_plot_on_the_page_of_a_window_is_found) {
  constexpr Rgb8 kDesktop{90, 120, 160}, kBars{210, 208, 200}, kBlack{0, 0, 0};
  const Rect field{150, 110, 240, 200};
  for (const bool labels : {true, false}) {
    Picture p = filled(500, 400, kDesktop);
    p.fill({10, 10, 480, 380}, kBars);  // title and buttons along the top only
    p.fill({14, 70, 472, 316}, kWhite);
    for (int x = 20; x < 400; x += 30) p.fill({x, 40, 18, 18}, {30, 160, 60});
    put(p, field);
    for (int y = 120; labels && y < 300; y += 50) p.fill({120, y, 8, 10}, kBlack);
    const std::vector<PlotBox> boxes = boxes_of(p);
    BOOST_TEST_REQUIRE(boxes.size() == 1U);
    BOOST_TEST((boxes[0].rect == field) == labels);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

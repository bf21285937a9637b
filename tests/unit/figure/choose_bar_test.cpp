// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/choose_bar.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255};

FigureLayout layout_of(const Picture& picture) {
  FigureOptions options;
  options.read_ticks = false;
  const auto found = analyze_layout(picture.source(), options, Context{});
  BOOST_REQUIRE(found);
  return *found;
}

void copy(Picture& to, int x0, int y0, const Picture& from) {
  for (int y = 0; y < from.height; ++y)
    for (int x = 0; x < from.width; ++x) {
      const auto* p = from.at(x, y);
      to.fill({x0 + x, y0 + y, 1, 1}, {p[0], p[1], p[2]});
    }
}

/// A vertical bar, high at the top.
Picture bar_of(const Table& map, int width, int height) {
  Field scale{width, height, std::vector<double>(static_cast<std::size_t>(width) * height)};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) scale.at(x, y) = 1 - (y + 0.5) / height;
  return paint(scale, map);
}

Table dimmed(Table map, double by) {
  for (Rgb8& c : map)
    for (auto& channel : c) channel = static_cast<std::uint8_t>(by * channel + 0.5);
  return map;
}

void check_bar(const FigureLayout& layout, const Rect& truth) {
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
  const Rect& r = layout.colorbar->rect;
  BOOST_TEST(intersect(r, truth).area() > 0.9 * united(r, truth).area());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choosing_a_bar)

BOOST_AUTO_TEST_CASE(a_bar_may_be_short_for_its_width) {
  const Table map = map_of(MapKind::Helix);
  Picture p = filled(420, 300, kWhite);
  copy(p, 20, 20, paint(noise_field(280, 260, 3), map));
  const Rect bar{330, 100, 50, 84};
  p.fill(grown(bar, 1), {0, 0, 0});
  copy(p, bar.x, bar.y, bar_of(map, bar.width, bar.height));
  check_bar(layout_of(p), bar);
}

BOOST_AUTO_TEST_CASE(a_lit_surface_has_its_bar) {
  const Table map = map_of(MapKind::Rainbow);
  Picture p = filled(420, 300, kWhite);
  copy(p, 20, 20, paint(noise_field(300, 260, 3), dimmed(map, 0.75)));
  const Rect bar{350, 60, 14, 180};
  copy(p, bar.x, bar.y, bar_of(map, bar.width, bar.height));
  const FigureLayout layout = layout_of(p);
  check_bar(layout, bar);
  BOOST_TEST_REQUIRE(layout.colorbar->tint.has_value());
  BOOST_TEST(layout.colorbar->tint->gain[1] == 0.75, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(a_bar_of_the_fields_own_colors_has_no_tint) {
  const Table map = map_of(MapKind::Rainbow);
  Picture p = filled(420, 300, kWhite);
  copy(p, 20, 20, paint(noise_field(300, 260, 3), map));
  copy(p, 350, 60, bar_of(map, 14, 180));
  const FigureLayout layout = layout_of(p);
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
  BOOST_TEST(!layout.colorbar->tint.has_value());
}

BOOST_AUTO_TEST_CASE(a_bar_at_the_pictures_edge_is_found) {
  const Table map = map_of(MapKind::Rainbow);
  Picture p = filled(420, 300, kWhite);
  copy(p, 90, 0, paint(noise_field(330, 300, 4), map));
  const Rect bar{0, 60, 20, 120};
  copy(p, bar.x, bar.y, bar_of(map, bar.width, bar.height));
  const FigureLayout layout = layout_of(p);
  check_bar(layout, bar);
  BOOST_TEST((layout.plot_area == Rect{90, 0, 330, 300}));
}

BOOST_AUTO_TEST_CASE(a_bar_without_outline_on_the_field_is_found_and_a_strip_of_it_is_none) {
  const Table map = map_of(MapKind::Rainbow);
  // A flat field has a line of one color on both sides of the bar, as thick as a background.
  Field field = noise_field(400, 300, 5);
  for (int y = 0; y < 300; ++y)
    for (int x = 330; x < 400; ++x) field.at(x, y) = 0.45;
  Picture p = paint(field, map);
  BOOST_TEST(!layout_of(p).colorbar.has_value());
  const Rect bar{370, 40, 14, 220};
  copy(p, bar.x, bar.y, bar_of(map, bar.width, bar.height));
  check_bar(layout_of(p), bar);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

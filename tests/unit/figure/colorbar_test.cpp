// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/colorbar.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

/// A vertical bar of 100 rows whose red channel rises from 0 at the low end; steps of 20 rows.
Colorbar bar_of(bool stepped) {
  Colorbar bar;
  bar.rect = bar.outer = {10, 20, 8, 100};
  for (int k = 0; k < 100; ++k) bar.colors.push_back({(stepped ? k / 20 : k) / 99.0, 0, 0});
  if (!stepped) return bar;
  for (int k = 0; k < 5; ++k) bar.level_colors.push_back({k / 99.0, 0, 0});
  bar.level_edges = {0, 0.2, 0.4, 0.6, 0.8, 1};
  return bar;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(colorbar)

BOOST_AUTO_TEST_CASE(shortened_at_the_low_end_it_has_colors_below_its_range) {
  Colorbar bar = bar_of(false);
  shorten_colorbar(bar, false, 10);  // the low end is at the bottom
  BOOST_TEST(bar.rect.y == 20);
  BOOST_TEST(bar.rect.height == 90);
  BOOST_TEST(bar.colors.size() == 90U);
  BOOST_TEST(bar.colors.front()[0] == 10 / 99.0);
  BOOST_TEST_REQUIRE(bar.under.has_value());
  BOOST_TEST((*bar.under)[0] == 5 / 99.0);
  BOOST_TEST(!bar.over.has_value());
  BOOST_TEST(bar.outer.height == 100);
}

BOOST_AUTO_TEST_CASE(shortened_at_the_high_end_it_has_colors_above_its_range) {
  Colorbar bar = bar_of(false);
  shorten_colorbar(bar, true, 10);
  BOOST_TEST(bar.rect.y == 30);
  BOOST_TEST(bar.colors.back()[0] == 89 / 99.0);
  BOOST_TEST(bar.over.has_value());
}

BOOST_AUTO_TEST_CASE(a_step_that_is_cut_off_leaves_even_steps) {
  Colorbar bar = bar_of(true);
  shorten_colorbar(bar, false, 20);
  BOOST_TEST(bar.level_colors.size() == 4U);
  const std::vector<double> edges{0, 0.25, 0.5, 0.75, 1};
  BOOST_TEST_REQUIRE(bar.level_edges.size() == edges.size());
  for (std::size_t k = 0; k < edges.size(); ++k)
    BOOST_TEST(bar.level_edges[k] == edges[k], boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_sliver_of_a_step_is_cut_off_without_the_step) {
  Colorbar bar = bar_of(true);
  shorten_colorbar(bar, true, 4);
  BOOST_TEST(bar.level_colors.size() == 5U);
  BOOST_TEST(bar.level_edges.back() == 1);
  BOOST_TEST(bar.level_edges[1] == 20 / 96.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(lengthened_it_has_the_colors_in_their_order) {
  Colorbar bar = bar_of(false);
  lengthen_colorbar(bar, true, {{253, 0, 0}, {254, 0, 0}, {255, 0, 0}});
  BOOST_TEST(bar.rect.y == 17);
  BOOST_TEST(bar.rect.height == 103);
  BOOST_TEST_REQUIRE(bar.colors.size() == 103U);
  BOOST_TEST(bar.colors[100][0] == 253 / 255.0);
  BOOST_TEST(bar.colors[102][0] == 1.0);
}

BOOST_AUTO_TEST_CASE(a_color_of_its_own_for_no_data_does_not_speak_against_a_bar) {
  // Three quarters of the plot are land, the rest is the bar's colors.
  Picture p = filled(120, 120, {170, 170, 170});
  BarCandidate bar;
  for (int y = 0; y < 40; ++y) {
    const auto v = static_cast<std::uint8_t>(6 * y);
    p.fill({0, 3 * y, 30, 3}, {v, 0, 0});
    bar.colors.push_back({v, 0, 0});
  }
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  BOOST_TEST(bar_agreement(*raster, bar, p.whole(), {}, std::nullopt) > 0.9);
}

BOOST_AUTO_TEST_CASE(nothing_and_everything_are_not_cut_off) {
  for (const int pixels : {0, 100, 200}) {
    Colorbar bar = bar_of(true);
    shorten_colorbar(bar, true, pixels);
    BOOST_TEST(bar.colors.size() == 100U);
    BOOST_TEST(bar.rect.height == 100);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

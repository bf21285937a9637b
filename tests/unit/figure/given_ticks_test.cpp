// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/given_ticks.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rect kPlot{20, 20, 200, 200}, kBar{260, 20, 20, 200};

/// A field beside an upright bar of the same map, high values at the top.
Picture figure() {
  Picture p{320, 240, std::vector<std::uint8_t>(320 * 240 * 3, 255)};
  const Table table = map_of(MapKind::Sequential);
  const Field field = cosine_field(kPlot.width, kPlot.height, 3);
  for (int y = 0; y < kPlot.height; ++y)
    for (int x = 0; x < kPlot.width; ++x)
      p.fill({kPlot.x + x, kPlot.y + y, 1, 1},
             table[static_cast<std::size_t>(field.at(x, y) * 255)]);
  for (int y = 0; y < kBar.height; ++y)
    p.fill({kBar.x, kBar.y + y, kBar.width, 1},
           table[static_cast<std::size_t>((kBar.height - 0.5 - y) / kBar.height * 256)]);
  return p;
}

Result<FigureLayout> layout_with(std::vector<RangePoint> points, Scale scale = Scale::Linear) {
  const Picture p = figure();
  FigureOptions options;
  options.read_axes = options.read_titles = false;
  options.colorbar = kBar;
  options.ticks = GivenTicks{std::move(points), {0, 1, scale, RangeSource::Given}};
  Context context;
  return analyze_layout(p.source(), options, context);
}

Colorbar bar_with(std::vector<RangePoint> points, Scale scale = Scale::Linear) {
  const auto layout = layout_with(std::move(points), scale);
  BOOST_TEST_REQUIRE((layout.has_value() && layout->colorbar.has_value()));
  return *layout->colorbar;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(given_ticks)

BOOST_AUTO_TEST_CASE(two_ticks_make_a_range) {
  const Colorbar bar = bar_with({{20, 30}, {120, 10}});
  BOOST_TEST_REQUIRE(bar.range.has_value());
  BOOST_TEST(bar.range->min == -10, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(bar.range->max == 30, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((bar.range->source == RangeSource::Given));
  BOOST_TEST((bar.min_end == BarEnd::Bottom));
  BOOST_TEST(bar.ticks.size() == 2u);
  BOOST_TEST(bar.ticks[0].value == 10);
  BOOST_TEST(bar.ticks[0].position == 120, boost::test_tools::tolerance(1e-9));
}

// Values that rise downward make the top the low end: its color is that of t = 0 then.
BOOST_AUTO_TEST_CASE(the_low_end_is_where_the_values_are_low) {
  const Colorbar bar = bar_with({{20, 0}, {220, 8}});
  BOOST_TEST((bar.min_end == BarEnd::Top));
  BOOST_TEST(bar.range->min == 0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(bar.range->max == 8, boost::test_tools::tolerance(1e-12));
  const Table table = map_of(MapKind::Sequential);
  BOOST_TEST(std::abs(bar.colors.front()[0] - table.back()[0] / 255.0) < 0.02);
}

BOOST_AUTO_TEST_CASE(many_ticks_make_a_table_where_they_lie_on_no_line) {
  const Colorbar bar = bar_with({{20, 1000}, {86, 100}, {153, 10}, {220, 1}});
  BOOST_TEST((bar.range->scale == Scale::Table));
  BOOST_TEST(bar.range->value(0) == 1, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(bar.range->value(1 - 66.0 / 200) == 100, boost::test_tools::tolerance(1e-9));
  const Colorbar log = bar_with({{20, 1000}, {86, 100}, {153, 10}, {220, 1}}, Scale::Log10);
  BOOST_TEST((log.range->scale == Scale::Log10));
  BOOST_TEST(log.range->max == 1000, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(ticks_that_are_no_scale_are_refused) {
  for (const auto& points : std::vector<std::vector<RangePoint>>{
           {{20, 1}}, {{20, 1}, {20, 2}}, {{20, 1}, {60, 3}, {120, 2}}}) {
    const auto layout = layout_with(points);
    BOOST_TEST_REQUIRE(!layout.has_value());
    BOOST_TEST((layout.error().reason == Reason::InvalidOption));
    BOOST_TEST(layout.error().detail == "ticks");
  }
  BOOST_TEST(!layout_with({{20, 0}, {120, 5}}, Scale::Log10).has_value());
}

BOOST_AUTO_TEST_CASE(ticks_without_a_bar_are_refused) {
  const Picture p = paint(noise_field(100, 100, 4), map_of(MapKind::Helix));
  FigureOptions options;
  options.look_for_colorbar = false;
  options.ticks = GivenTicks{{{20, 1}, {40, 2}}, {0, 1, Scale::Linear, RangeSource::Given}};
  Context context;
  const auto layout = analyze_layout(p.source(), options, context);
  BOOST_TEST_REQUIRE(!layout.has_value());
  BOOST_TEST(layout.error().detail == "ticks");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

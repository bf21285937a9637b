// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/pick.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;
using namespace unweave::view;

BOOST_AUTO_TEST_SUITE(pick)

BOOST_AUTO_TEST_CASE(flat_color_is_taken_as_it_is) {
  Picture p = paint(cosine_field(60, 60, 1, 30), map_of(MapKind::Sequential));
  p.fill({20, 20, 20, 20}, {128, 129, 130});
  for (const auto& [x, y] : {std::pair{30, 30}, std::pair{21, 30}}) {
    const auto color = no_data_color_at(p.source(), x, y);
    BOOST_REQUIRE(color);
    BOOST_TEST((*color == NoDataColor{{128, 129, 130}, 0}));
  }
  BOOST_TEST(!no_data_color_at(p.source(), -1, 0));
  BOOST_TEST(!no_data_color_at(p.source(), 60, 0));
}

BOOST_AUTO_TEST_CASE(noisy_color_takes_its_neighbours_in) {
  Picture p = paint(cosine_field(60, 60, 1, 30), map_of(MapKind::Sequential));
  for (int y = 20; y < 40; ++y)
    for (int x = 20; x < 40; ++x) {
      const auto level = static_cast<std::uint8_t>(100 + (3 * x + 5 * y) % 7);
      p.fill({x, y, 1, 1}, {level, level, level});
    }
  const auto color = no_data_color_at(p.source(), 30, 30);
  BOOST_REQUIRE(color);
  for (int level = 100; level < 107; ++level)
    BOOST_TEST(std::abs(level - color->color[0]) <= color->tolerance);
  BOOST_TEST(color->tolerance < 8);
}

BOOST_AUTO_TEST_CASE(invisible_pixel_has_no_color) {
  const std::vector<std::uint8_t> rgba(4 * 9 * 9, 0);
  BOOST_TEST(!no_data_color_at(MemorySource({9, 9, SampleType::U8, 4}, rgba.data()), 4, 4));
}

BOOST_AUTO_TEST_CASE(t_comes_from_the_data_and_from_the_bar) {
  const Field field = cosine_field(120, 120, 1, 60);
  const Table table = map_of(MapKind::Sequential);
  Picture field_picture = paint(field, table);
  Picture p = paint(cosine_field(180, 140, 1, 60), table);
  p.fill({0, 0, 180, 140}, {255, 255, 255});
  for (int y = 0; y < 120; ++y)
    for (int x = 0; x < 120; ++x)
      p.fill({10 + x, 10 + y, 1, 1},
             Rgb8{field_picture.rgb[3 * (y * 120 + x)], field_picture.rgb[3 * (y * 120 + x) + 1],
                  field_picture.rgb[3 * (y * 120 + x) + 2]});
  const Rect bar{150, 10, 10, 120};  // high at the top
  for (int y = 0; y < bar.height; ++y)
    p.fill({bar.x, bar.y + y, bar.width, 1},
           table.at(static_cast<std::size_t>((119 - y) * 255 / 119)));
  RecoverOptions options;
  options.figure.plot_area = Rect{10, 10, 120, 120};
  options.figure.colorbar = bar;
  Context context;
  const MemorySource source = p.source();
  const auto recovery = recover(source, options, context);
  BOOST_REQUIRE(recovery);
  const bool turned =
      (*recovery)->report().colors.front() != table.front() && (*recovery)->report().reversed;
  for (const int y : {10, 40, 70, 129}) {
    const double expected = (129 - y) / 119.0;
    const auto t = t_at(**recovery, source, 155, y);
    BOOST_REQUIRE(t);
    BOOST_TEST(std::abs(*t - (turned ? 1 - expected : expected)) < 0.01);
  }
  const auto t = t_at(**recovery, source, 70, 70);
  BOOST_REQUIRE(t);
  const double truth = field.values[60 * 120 + 60];
  BOOST_TEST(std::abs(*t - (turned ? 1 - truth : truth)) < 0.01);
  BOOST_TEST(!t_at(**recovery, source, 2, 2));      // the margin
  BOOST_TEST(!t_at(**recovery, source, 500, 500));  // outside
}

BOOST_AUTO_TEST_CASE(two_known_values_give_the_range) {
  const auto linear = range_through({0.25, 10}, {0.75, 20}, Scale::Linear);
  BOOST_REQUIRE(linear);
  BOOST_TEST(range_setting(*linear) == "5,25");
  const auto falling = range_through({0.75, 10}, {0.25, 20}, Scale::Linear);
  BOOST_REQUIRE(falling);
  BOOST_TEST(range_setting(*falling) == "25,5");
  const auto log = range_through({0.5, 10}, {1, 1000}, Scale::Log10);
  BOOST_REQUIRE(log);
  BOOST_TEST(range_setting(*log) == "0.1,1000");
  const auto zero = range_through({0.1, 0.1}, {0.7, 0.7}, Scale::Linear);
  BOOST_REQUIRE(zero);
  BOOST_TEST(range_setting(*zero) == "0,1");
}

BOOST_AUTO_TEST_CASE(values_that_give_no_range_are_refused) {
  BOOST_TEST(!range_through({0.5, 1}, {0.505, 2}, Scale::Linear));
  BOOST_TEST(!range_through({0.2, 3}, {0.8, 3}, Scale::Linear));
  BOOST_TEST(!range_through({0.2, -1}, {0.8, 3}, Scale::Log10));
  BOOST_TEST(!range_through({0.2, 1e300}, {0.21, -1e308}, Scale::Linear));
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/measure.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "tests/support/made_recovery.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;
using testing::MadeRecovery;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
// t passes through floats: 2^-24 of a range of 100.
constexpr double kOfFloats = 1e-5;

/// 100 x 50 pixels, of which the plot area is [10, 90) x [5, 45).
const testing::Picture picture = testing::filled(100, 50, {1, 2, 3});

AxisCalibration axis(double first, double last) {
  return {{first, last, Scale::Linear, RangeSource::Given}, {}};
}

Report report_of_plot() {
  Report report;
  report.plot_area = {10, 5, 80, 40};
  report.range = {0, 100, Scale::Linear, RangeSource::Given};
  report.x_axis = axis(0, 8);   // 0.1 a pixel
  report.y_axis = axis(20, 0);  // 0.5 a pixel, downward
  return report;
}

/// t rises from column to column; no data in the column 50.
MadeRecovery ramp(const Report& report = report_of_plot()) {
  return {report, [](int x, int) { return x == 50 ? kNan : static_cast<float>((x - 10) / 80.0); }};
}

Measurement measured(const Pin& pin) {
  const MadeRecovery made = ramp();
  return measure(made, made.report(), picture.source(), pin);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(measure_)

BOOST_AUTO_TEST_CASE(a_point_has_its_place_in_the_axes_units_its_value_and_deviation) {
  const auto point = measured({Pin::Kind::Point, 30, 6, 30, 6}).points.at(0);
  BOOST_TEST(point.x == 2.05, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(point.y == 19.25, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::abs(point.value - 25) < kOfFloats);
  BOOST_TEST(std::abs(point.deviation - 1) < kOfFloats);
}

BOOST_AUTO_TEST_CASE(no_data_and_places_beside_the_plot_area_have_no_value) {
  for (const int x : {50, 3}) {
    const auto point = measured({Pin::Kind::Point, x, 20, x, 20}).points.at(0);
    BOOST_TEST(std::isnan(point.value));
    BOOST_TEST(std::isnan(point.deviation));
  }
  BOOST_TEST(measured({Pin::Kind::Point, 100, 20, 100, 20}).points.empty());
}

BOOST_AUTO_TEST_CASE(a_line_gives_each_pixel_on_its_way_in_its_direction) {
  for (const auto& [x0, y0, x1, y1] :
       {std::array{20, 10, 60, 18}, {60, 18, 20, 10}, {20, 10, 28, 44}, {70, 30, 20, 30}}) {
    const auto line = measured({Pin::Kind::Line, x0, y0, x1, y1});
    const int steps = std::max(std::abs(x1 - x0), std::abs(y1 - y0));
    BOOST_REQUIRE(line.points.size() == static_cast<std::size_t>(steps) + 1);
    BOOST_TEST(line.points.front().column == x0);
    BOOST_TEST(line.points.back().row == y1);
    for (std::size_t i = 0; i < line.points.size(); ++i) {
      const PointValue& p = line.points[i];
      if (i > 0) {
        BOOST_TEST(std::abs(p.column - line.points[i - 1].column) <= 1);
        BOOST_TEST(std::abs(p.row - line.points[i - 1].row) <= 1);
      }
      if (p.column == 50)
        BOOST_TEST(std::isnan(p.value));
      else
        BOOST_TEST(std::abs(p.value - (p.column - 10) / 0.8) < kOfFloats);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_beyond_the_plot_area_is_measured_in_it) {
  const auto line = measured({Pin::Kind::Line, 0, 20, 99, 20});
  BOOST_TEST(line.points.size() == 100u);
  BOOST_TEST(line.statistics.pixels == 80);
  BOOST_TEST(line.statistics.with_data == 79);
  BOOST_TEST(std::isnan(line.statistics.area));
}

BOOST_AUTO_TEST_CASE(an_area_gives_mean_median_extremes_area_and_histogram) {
  // Columns 48, 49, 51, 52: (38, 39, 41, 42) / 80 of 100.
  const auto s = measured({Pin::Kind::Area, 52, 14, 48, 5}).statistics;
  BOOST_TEST(s.pixels == 50);
  BOOST_TEST(s.with_data == 40);
  BOOST_TEST(std::abs(s.mean - 50) < kOfFloats);
  BOOST_TEST(std::abs(s.median - 51.25) < kOfFloats);  // the upper of two
  BOOST_TEST(std::abs(s.least - 47.5) < kOfFloats);
  BOOST_TEST(std::abs(s.most - 52.5) < kOfFloats);
  BOOST_TEST(std::abs(s.spread - std::sqrt(2.5) * 1.25) < 1e-4);
  BOOST_TEST(s.area == 40 * 0.1 * 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::accumulate(s.bins.begin(), s.bins.end(), std::int64_t{0}) == 40);
  BOOST_TEST(s.bins.front() == 10);
  BOOST_TEST(s.bins.back() == 10);
}

BOOST_AUTO_TEST_CASE(values_not_places_on_the_map_are_averaged) {
  Report report = report_of_plot();
  report.range = {1, 10000, Scale::Log10, RangeSource::Given};
  const MadeRecovery made(report, [](int x, int) { return x < 50 ? 0.25F : 0.75F; });
  const auto s =
      measure(made, report, picture.source(), {Pin::Kind::Area, 40, 10, 59, 19}).statistics;
  BOOST_TEST(s.mean == 505, boost::test_tools::tolerance(1e-9));  // of 10 and 1000
}

BOOST_AUTO_TEST_CASE(no_area_is_said_where_the_axes_do_not_give_it) {
  Report report = report_of_plot();
  const auto area = [&] {
    const MadeRecovery made = ramp(report);
    return measure(made, report, picture.source(), {Pin::Kind::Area, 20, 10, 29, 19})
        .statistics.area;
  };
  BOOST_TEST(area() == 5, boost::test_tools::tolerance(1e-12));
  report.x_axis->degrees = true;
  BOOST_TEST(std::isnan(area()));
  report.x_axis = axis(1, 100);
  report.x_axis->range.scale = Scale::Log10;
  BOOST_TEST(std::isnan(area()));
  report.x_axis.reset();
  BOOST_TEST(std::isnan(area()));
}

BOOST_AUTO_TEST_CASE(an_area_without_data_has_no_numbers) {
  const auto s = measured({Pin::Kind::Area, 50, 10, 50, 19}).statistics;
  BOOST_TEST(s.pixels == 10);
  BOOST_TEST(s.with_data == 0);
  BOOST_TEST(std::isnan(s.mean));
  BOOST_TEST(std::isnan(s.most));
  BOOST_TEST(s.bins.empty());
}

BOOST_AUTO_TEST_CASE(one_value_everywhere_has_no_spread) {
  const MadeRecovery made(report_of_plot(), [](int, int) { return 0.5F; });
  const auto s =
      measure(made, made.report(), picture.source(), {Pin::Kind::Area, 20, 10, 29, 19}).statistics;
  BOOST_TEST(s.spread == 0);
  BOOST_TEST(s.bins.front() == 100);
}

BOOST_AUTO_TEST_CASE(pins_come_back_from_their_text) {
  const std::vector<Pin> pins{{Pin::Kind::Point, 3, 4, 3, 4},
                              {Pin::Kind::Line, 3, 4, 30, 40},
                              {Pin::Kind::Area, 30, 40, 3, 4}};
  BOOST_TEST(pins_text(pins) == "point 3,4; line 3,4,30,40; area 30,40,3,4");
  BOOST_TEST((parse_pins(pins_text(pins)) == pins));
  BOOST_TEST((parse_pins("") == std::vector<Pin>{}));
}

BOOST_AUTO_TEST_CASE(what_is_no_pin_is_left_out) {
  for (const char* text : {"point", "point 3", "point 3,4,5", "line 3,4", "circle 3,4,5,6",
                           "point 3,x", "point 99999999,1", ";;", "point 1, 2"})
    BOOST_TEST(parse_pins(text).empty(), text);
  BOOST_TEST(parse_pins("nonsense; point 3,4;").size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

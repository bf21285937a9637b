// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/measured_table.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/made_recovery.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;

namespace {

const testing::Picture picture = testing::filled(40, 20, {1, 2, 3});

Report report_of_plot() {
  Report report;
  report.plot_area = {0, 0, 40, 20};
  report.range = {0, 10, Scale::Linear, RangeSource::Given};
  report.quantity = "Temperature";
  report.units = "K";
  report.x_axis = AxisCalibration{{0, 20, Scale::Linear, RangeSource::Given}, {}};
  report.x_axis->units = "km";
  return report;
}

/// Quarters of the range: columns 0 to 9 are 0, the next ten 2.5, and so on; none below row 9.
testing::MadeRecovery steps() {
  return {report_of_plot(), [](int x, int y) {
            return y > 9 ? std::numeric_limits<float>::quiet_NaN()
                         : 0.25F * static_cast<float>(x / 10);
          }};
}

Measurement measured(const Pin& pin) {
  const auto made = steps();
  return measure(made, made.report(), picture.source(), pin);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(measured_table_)

BOOST_AUTO_TEST_CASE(a_line_a_measurement_and_empty_fields_for_what_is_unknown) {
  Report report = report_of_plot();
  const std::vector<Measurement> all{measured({Pin::Kind::Point, 12, 3, 12, 3}),
                                     measured({Pin::Kind::Point, 12, 15, 12, 15}),
                                     measured({Pin::Kind::Area, 5, 0, 14, 9})};
  BOOST_TEST(
      measured_table(all, report, {.separator = ','}) ==
      "number,kind,column,row,x [km],last column,last row,last x,Temperature [K],deviation [K],"
      "pixels,pixels with data,mean [K],standard deviation [K],median [K],least [K],most [K],area\n"
      "1,point,12,3,6.25,12,3,6.25,2.5,0.1,,,,,,,,\n"
      "2,point,12,15,6.25,12,15,6.25,,,,,,,,,,\n"
      "3,area,5,0,2.75,14,9,7.25,,,100,100,1.25,1.25,2.5,0,2.5,\n");
}

BOOST_AUTO_TEST_CASE(tabs_and_decimal_commas_as_the_style_says) {
  const std::string text = measured_table({measured({Pin::Kind::Point, 12, 3, 12, 3})},
                                          report_of_plot(), {.separator = '\t', .decimal = ','});
  BOOST_TEST(text.find("1\tpoint\t12\t3\t6,25\t12\t3\t6,25\t2,5\t0,1\t") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(a_profile_has_a_line_a_pixel) {
  const std::string text = profile_table(measured({Pin::Kind::Line, 8, 8, 11, 11}),
                                         report_of_plot(), {.separator = ','});
  BOOST_TEST(text ==
             "distance,column,row,x [km],Temperature [K],deviation [K]\n"
             "0,8,8,4.25,0,0.1\n"
             "1.41421356237,9,9,4.75,0,0.1\n"
             "2.82842712475,10,10,5.25,nan,\n"
             "4.24264068712,11,11,5.75,nan,\n");
}

BOOST_AUTO_TEST_CASE(a_histogram_has_a_line_a_bin_and_ends_at_the_extremes) {
  const std::string text = histogram_table(measured({Pin::Kind::Area, 0, 0, 39, 9}),
                                           report_of_plot(), {.separator = ','});
  BOOST_TEST(text.starts_with("from [K],to [K],pixels\n0,0.1171875,100\n"), text);
  BOOST_TEST(text.ends_with("7.3828125,7.5,100\n"), text);
}

BOOST_AUTO_TEST_CASE(without_a_range_places_on_the_map_are_called_so) {
  Report report = report_of_plot();
  report.range = {};
  const auto made = steps();
  const auto point = measure(made, report, picture.source(), Pin{Pin::Kind::Point, 12, 3, 12, 3});
  const std::string text = measured_table({point}, report, {.separator = ','});
  BOOST_TEST(text.find(",t,deviation,") != text.npos, text);
  BOOST_TEST(text.find(",0.25,") != text.npos, text);
}

BOOST_AUTO_TEST_SUITE_END()

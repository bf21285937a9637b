// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/points_table.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <limits>
#include <string>

#include "core/write/data_file.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave;

namespace {

/// Two markers in a plot of 100 x 50 pixels that begins at (10, 20).
Report scatter() {
  Report report;
  report.plot_area = {10, 20, 100, 50};
  report.range = {-10, 30, Scale::Linear, RangeSource::Ticks};
  report.quantity = "Temperature";
  report.units = "K";
  report.x_axis = AxisCalibration{{0, 20, Scale::Linear, RangeSource::Ticks}, {}};
  report.x_axis->title = "Distance";
  report.x_axis->units = "km";
  report.points = MarkerPoints{
      7, 7, {{35, 40, 0.25, 0.9F, 0.01F, 21, false}, {60.5, 45.25, 0.5, 0.4F, 0.02F, 3, true}}};
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(points_table_)

// 35 is a quarter of the way from 10 to 110; a quarter of the way from -10 to 30 is 0.
BOOST_AUTO_TEST_CASE(a_line_a_marker_in_the_units_of_axes_and_bar) {
  BOOST_TEST(points_table(scatter(), {}) ==
             "Distance [km],y,Temperature [K],confidence,uncertainty [K],unsure,column,row\n"
             "5,39.5,0,0.9,0.4,0,34.5,39.5\n"
             "10.1,44.75,10,0.4,0.8,1,60,44.75\n");
}

BOOST_AUTO_TEST_CASE(without_a_range_values_are_places_on_the_colormap) {
  Report report = scatter();
  report.range = {};
  report.x_axis.reset();
  report.points->items.resize(1);
  report.points->items[0].deviation = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(points_table(report, {.separator = ';', .decimal = ','}) ==
             "x;y;value;confidence;uncertainty;unsure;column;row\n"
             "34,5;39,5;0,25;0,9;;0;34,5;39,5\n");
}

namespace {

/// Writes them beside a field, and asks a script that reads such a file.
void write_and_read(const std::string& format, const std::string& script) {
  if (!std::ranges::count(data_formats(), format)) return;
  const test::TemporaryFolder folder;
  const std::string file = folder / ("a." + format);
  const FieldToWrite field{100, 50,
                           [](int, int rows, float* out) { std::fill_n(out, 100 * rows, 0.0F); }};
  BOOST_TEST_REQUIRE(write_data_file(file, field, scatter()).has_value());
  const std::string command =
      "/usr/bin/python3 -B '" TEST_SOURCES "/write/" + script + "' '" + file + "'";
  BOOST_TEST(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

BOOST_AUTO_TEST_CASE(xarray_reads_them_as_points) { write_and_read("nc", "read_points_nc.py"); }

BOOST_AUTO_TEST_CASE(numpy_reads_them_as_arrays) { write_and_read("npz", "read_points_arrays.py"); }

BOOST_AUTO_TEST_CASE(scipy_and_octave_read_them_as_columns) {
  write_and_read("mat", "read_points_arrays.py");
}

BOOST_AUTO_TEST_SUITE_END()

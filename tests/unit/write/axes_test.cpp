// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/axes.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <optional>
#include <vector>

using unweave::AxisCalibration;
using unweave::coordinates;
using unweave::is_geographic;
using unweave::pixel_transform;
using unweave::RangeSource;
using unweave::Report;
using unweave::Scale;

namespace {

AxisCalibration axis(double min, double max, bool degrees = false, Scale scale = Scale::Linear) {
  return {{min, max, scale, RangeSource::Ticks}, {}, degrees, {}};
}

bool geographic(const AxisCalibration& x, const AxisCalibration& y) {
  Report report;
  report.x_axis = x;
  report.y_axis = y;
  return is_geographic(report);
}

const auto tight = boost::test_tools::tolerance(1e-12);

}  // namespace

BOOST_AUTO_TEST_SUITE(axes)

BOOST_AUTO_TEST_CASE(without_calibration_pixels_are_counted_in_the_picture) {
  BOOST_TEST(coordinates(std::nullopt, 80, 3) == (std::vector<double>{80, 81, 82}));
  AxisCalibration unknown = axis(0, 1);
  unknown.range.source = RangeSource::None;
  BOOST_TEST(coordinates(unknown, 5, 2) == (std::vector<double>{5, 6}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(coordinates(axis(nan, 1), 5, 2) == (std::vector<double>{5, 6}));
}

BOOST_AUTO_TEST_CASE(coordinates_are_those_of_pixel_centres) {
  BOOST_TEST(coordinates(axis(0, 4), 80, 4) == (std::vector<double>{0.5, 1.5, 2.5, 3.5}));
  BOOST_TEST(coordinates(axis(10, -10), 0, 2) == (std::vector<double>{5, -5}));
  BOOST_TEST(coordinates(axis(7, 9), 0, 1) == std::vector<double>{8});
  const auto decades = coordinates(axis(1, 1e4, false, Scale::Log10), 0, 2);
  BOOST_TEST(decades[0] == 10.0, tight);
  BOOST_TEST(decades[1] == 1000.0, tight);
}

BOOST_AUTO_TEST_CASE(only_degrees_within_the_globe_are_geographic) {
  BOOST_TEST(geographic(axis(-180, 180, true), axis(90, -90, true)));
  BOOST_TEST(geographic(axis(0, 360, true), axis(-60, 60, true)));
  BOOST_TEST(geographic(axis(20, -30, true), axis(50, 30, true)));
  BOOST_TEST(geographic(axis(-180.4, 180.4, true), axis(90.4, -90.4, true)), "half a pixel over");
  BOOST_TEST(!geographic(axis(-180, 180), axis(90, -90)));
  BOOST_TEST(!geographic(axis(1, 12), axis(90, -90, true)));
  BOOST_TEST(!geographic(axis(0, 90, true), axis(1000, 10)));
  BOOST_TEST(!geographic(axis(-180, 400, true), axis(90, -90, true)));
  BOOST_TEST(!geographic(axis(-200, 160, true), axis(90, -90, true)));
  BOOST_TEST(!geographic(axis(-180, 180, true), axis(0, 180, true)));
  BOOST_TEST(!geographic(axis(1, 100, true, Scale::Log10), axis(90, -90, true)));
  Report lone;
  lone.x_axis = axis(-180, 180, true);
  BOOST_TEST(!is_geographic(lone));
}

// Words make a map of axes whose labels are plain numbers, and no map of axes that are others.
BOOST_AUTO_TEST_CASE(titles_say_what_is_geographic) {
  const auto titled = [](double min, double max, bool degrees, const char* title,
                         const char* units = "") {
    AxisCalibration out = axis(min, max, degrees);
    out.title = title;
    out.units = units;
    return out;
  };
  BOOST_TEST(geographic(titled(0, 40, false, "Longitude"), titled(60, 20, false, "Latitude")));
  BOOST_TEST(geographic(titled(0, 40, false, "x", "degrees_east"), titled(60, 20, true, "")));
  BOOST_TEST(!geographic(titled(0, 40, false, "Longitude"), titled(60, 20, false, "Depth")));
  BOOST_TEST(!geographic(titled(0, 40, true, "Latitude"), titled(60, 20, true, "Longitude")));
  BOOST_TEST(!geographic(titled(0, 40, true, "Time"), titled(60, 20, true, "Latitude")));
  BOOST_TEST(!geographic(titled(0, 400, false, "Longitude"), titled(60, 20, false, "Latitude")));
}

BOOST_AUTO_TEST_CASE(transform_starts_at_the_outer_corner) {
  Report report;
  report.plot_area = {80, 40, 10, 5};
  BOOST_TEST(!pixel_transform(report, 10, 5));
  report.x_axis = axis(100, 120);
  // Rows of the picture, whose numbers are at their middles.
  BOOST_TEST((*pixel_transform(report, 10, 5) == std::array<double, 4>{100, 2, 39.5, 1}));
  report.y_axis = axis(50, 0);
  const auto transform = pixel_transform(report, 10, 5);
  BOOST_REQUIRE(transform);
  BOOST_TEST(*transform == (std::array<double, 4>{100, 2, 50, -10}));
  report.y_axis = axis(1, 100, false, Scale::Log10);
  BOOST_TEST(!pixel_transform(report, 10, 5));
}

BOOST_AUTO_TEST_CASE(edges_lie_between_centers) {
  Report report;
  report.plot_area = {80, 40, 4, 2};
  BOOST_TEST(unweave::x_edges(report, 4) == (std::vector<double>{79.5, 80.5, 81.5, 82.5, 83.5}));
  report.y_axis = axis(1, 100, false, Scale::Log10);
  BOOST_TEST(unweave::y_edges(report, 2) == (std::vector<double>{1, 10, 100}),
             boost::test_tools::per_element());
  report.grid = unweave::Grid{{{0, 1, 4}, false}, {{0, 1, 2}, true}, true};
  BOOST_TEST(unweave::x_edges(report, 2) == (std::vector<double>{79.5, 80.5, 83.5}));
}

BOOST_AUTO_TEST_CASE(cells_have_the_coordinates_of_their_centers) {
  Report report;
  report.plot_area = {80, 40, 100, 50};
  BOOST_TEST(x_coordinates(report, 100).size() == 100U);
  BOOST_TEST(x_coordinates(report, 100).front() == 80);
  report.grid = unweave::even_grid(100, 50, 4, 5);
  // Between the pixels 91 and 92 is the middle of 25 pixels from 80 on: 80 + 12.5 - 0.5.
  BOOST_TEST(x_coordinates(report, 100) == (std::vector<double>{92, 117, 142, 167}));
  report.x_axis = axis(100, 120);
  report.y_axis = axis(50, 0);
  BOOST_TEST(x_coordinates(report, 100) == (std::vector<double>{102.5, 107.5, 112.5, 117.5}));
  BOOST_TEST(y_coordinates(report, 50) == (std::vector<double>{45, 35, 25, 15, 5}));
  BOOST_TEST((*pixel_transform(report, 4, 5) == std::array<double, 4>{100, 5, 50, -10}));
  report.grid->x.edges = {-2, 24.5, 51, 77.5, 104};  // the frame hides two pixels of each end
  const auto transform = *pixel_transform(report, 4, 5);
  BOOST_TEST(transform[0] == 99.6, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(transform[1] == 5.3, boost::test_tools::tolerance(1e-12));
  report.grid->x = {{0, 10, 30, 60, 100}, false};
  BOOST_TEST(x_coordinates(report, 100) == (std::vector<double>{101, 104, 109, 116}));
  BOOST_TEST(!pixel_transform(report, 4, 5));
}

BOOST_AUTO_TEST_SUITE_END()

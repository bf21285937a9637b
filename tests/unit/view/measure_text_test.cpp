// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/measure_text.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>

#include "plugin/view/pins.hpp"
#include "tests/support/made_recovery.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;

namespace {

const testing::Picture picture = testing::filled(100, 50, {1, 2, 3});

AxisCalibration axis(double first, double last, const char* units, const char* title) {
  AxisCalibration made{{first, last, Scale::Linear, RangeSource::Given}, {}};
  made.units = units;
  made.title = title;
  return made;
}

Report map_of_earth() {
  Report report;
  report.plot_area = {0, 0, 100, 50};
  report.range = {-30, 20, Scale::Linear, RangeSource::Given};
  report.units = "K";
  report.x_axis = axis(-100, 100, "degrees_east", "");
  report.y_axis = axis(50, -50, "degrees_north", "");
  report.x_axis->degrees = report.y_axis->degrees = true;
  return report;
}

Measurement measured(const Report& report, const Pin& pin) {
  const testing::MadeRecovery made(report,
                                   [](int x, int) { return static_cast<float>(x) / 100.0F; });
  return measure(made, report, picture.source(), pin);
}

std::string place(const Report& report, int x, int y) {
  return view::place_text(pixel_place(report, x, y), report);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(measure_text_)

BOOST_AUTO_TEST_CASE(places_on_a_map_are_east_west_north_and_south) {
  const Report report = map_of_earth();
  BOOST_TEST(place(report, 56, 0) == "13 \u00b0E, 49 \u00b0N");
  BOOST_TEST(place(report, 43, 49) == "13 \u00b0W, 49 \u00b0S");
}

BOOST_AUTO_TEST_CASE(axes_are_called_by_their_titles_and_units) {
  Report report = map_of_earth();
  report.x_axis = axis(0, 50, "km", "Distance");
  report.y_axis = axis(0, 100, "m", "");
  BOOST_TEST(place(report, 8, 15) == "Distance 4.25 km, y = 31 m");
  report.x_axis.reset();
  BOOST_TEST(place(report, 8, 15) == "y = 31 m");
  report.y_axis.reset();
  BOOST_TEST(place(report, 8, 15) == "Pixel 8, 15");
}

BOOST_AUTO_TEST_CASE(times_are_dates_or_times_of_day) {
  Report report = map_of_earth();
  constexpr double kDay = 86400;
  report.x_axis = axis(0, 100 * kDay, "", "");
  report.x_axis->degrees = false;
  report.x_axis->time = TimeBase::Epoch;
  report.y_axis.reset();
  BOOST_TEST(place(report, 31, 0) == "1970-02-01");
  report.x_axis->range.max = 100 * 60;
  report.x_axis->time = TimeBase::Day;
  BOOST_TEST(place(report, 90, 0) == "01:30");
  report.x_axis->time = TimeBase::Epoch;
  BOOST_TEST(place(report, 90, 0) == "1970-01-01 01:30");
}

BOOST_AUTO_TEST_CASE(a_reading_has_name_unit_and_deviation) {
  Report report = map_of_earth();
  const auto reading = [&] {
    return view::reading_text(measured(report, {Pin::Kind::Point, 22, 0, 22, 0}).points.at(0),
                              report);
  };
  BOOST_TEST(reading() == "value \u221219 \u00b1 0.5 K");
  report.quantity = "Temperature";
  BOOST_TEST(reading() == "Temperature \u221219 \u00b1 0.5 K");
  report.range = {};
  BOOST_TEST(reading() == "t = 0.22 \u00b1 0.01");
}

BOOST_AUTO_TEST_CASE(details_of_an_area_say_all_of_it) {
  Report report = map_of_earth();
  report.x_axis = axis(0, 50, "km", "");
  report.y_axis = axis(0, 100, "km", "");
  const auto area = measured(report, {Pin::Kind::Area, 20, 10, 39, 19});
  const std::string text = view::details_text(area, report);
  for (const char* part : {"Mean \u221215.25 K", "Median \u221215 K", "least \u221220 K",
                           "most \u221210.5 K", "200 of 200 pixels", "200 (km)\u00b2"})
    BOOST_TEST(text.find(part) != text.npos, std::string(part) + " in " + text);
  BOOST_TEST(view::brief_text(area, report) == "mean \u221215.25 K");
}

BOOST_AUTO_TEST_CASE(drawings_of_lines_and_areas_are_files_that_repeat) {
  const Report report = map_of_earth();
  for (const Pin& pin : {Pin{Pin::Kind::Line, 3, 4, 90, 40},
                         {Pin::Kind::Line, 3, 4, 90, 4},
                         {Pin::Kind::Line, 3, 4, 3, 4},
                         {Pin::Kind::Area, 3, 4, 90, 40},
                         {Pin::Kind::Area, 3, 4, 3, 40}}) {
    const auto m = measured(report, pin);
    const std::string png = view::render_measurement(view::FileKind::Png, m, report);
    BOOST_TEST(png.substr(1, 3) == "PNG");
    BOOST_TEST(png.size() > 4000u);
    BOOST_TEST(png == view::render_measurement(view::FileKind::Png, m, report));
    const std::string svg = view::render_measurement(view::FileKind::Svg, m, report);
    BOOST_TEST(svg.find("<svg") != svg.npos);
    BOOST_TEST(svg == view::render_measurement(view::FileKind::Svg, m, report));
  }
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/write/data_file.hpp"
#include "tests/unit/write/fields.hpp"
#include "tests/unit/write/sandbox.hpp"

// Formats that carry axes: .xyz.csv, .tif, .nc. What was written is judged by other programs'
// readers (NumPy, Pillow, xarray, ncdump), which calculate the coordinates for themselves.

using unweave::AxisCalibration;
using unweave::RangeSource;
using unweave::Report;
using unweave::Scale;
using unweave::write_data_file;
using unweave::test::contents;
using unweave::test::field_of;
using unweave::test::put;
using unweave::test::random_bits;
using unweave::test::TemporaryFolder;

namespace {

struct Sample {
  const char* name;
  std::optional<AxisCalibration> x, y;
  bool geographic;
  std::string units{};
  std::string quantity{};
  std::vector<std::string> columns{}, rows{};
};

AxisCalibration axis(double min, double max, Scale scale = Scale::Linear, bool degrees = false,
                     std::string units = {}) {
  return {{min, max, scale, RangeSource::Ticks}, {}, degrees, std::move(units)};
}

AxisCalibration titled(AxisCalibration axis, std::string title) {
  axis.title = std::move(title);
  return axis;
}

AxisCalibration dates() {
  AxisCalibration out = axis(0, 7 * 86400.0);
  out.time = unweave::TimeBase::Epoch;
  return out;
}

const std::vector<Sample> samples = {
    {"pixels", {}, {}, false},
    {"linear", axis(0, 12.5, Scale::Linear, false, "km"), axis(-3, 40), false, "degC"},
    {"only_x", axis(5, -5), {}, false},
    {"logarithmic", axis(0.01, 1000, Scale::Log10), axis(0, 1), false},
    {"world", axis(-180, 180, Scale::Linear, true), axis(90, -90, Scale::Linear, true), true},
    {"pacific", axis(0, 360, Scale::Linear, true), axis(60, -60, Scale::Linear, true), true, "K"},
    {"south_up", axis(10, 20, Scale::Linear, true), axis(30, 50, Scale::Linear, true), true},
    {"months", axis(1, 12), axis(90, -90, Scale::Linear, true), false},
    {"angles", axis(0, 720, Scale::Linear, true), axis(0, 45, Scale::Linear, true), false},
    {"mercator", axis(0, 90, Scale::Linear, true), axis(80, 10, Scale::Log10, true), false},
    {"section", titled(axis(0, 500, Scale::Linear, false, "km"), "Distance, \"along\" track"),
     titled(axis(0, 4000, Scale::Linear, false, "m"), "Depth"), false, "degC",
     "Potential <temperature>"},
    {"named_map", titled(axis(0, 40), "Longitude"), titled(axis(60, 20), "Latitude"), true, "K",
     "Temperatur der Luft"},
    {"named",
     {},
     {},
     false,
     "K",
     "",
     {"a", "b, c", "\"d\"", "caf\xc3\xa9", "\xf0\x9f\x8c\x8a", "f", "g"},
     {"1", "two", "\xe4\xb8\x89", "4", "5"}},
    {"named_above", {}, axis(0, 5), false, "", "", {"a", "b", "c", "d", "e", "f", "g"}},
    {"dates", dates(), titled(axis(1000, 10, Scale::Linear, false, "hPa"), "Pressure"), false, "K"},
};

Report report_of(const Sample& sample) {
  Report report;
  report.figure = "caf\xc3\xa9 \xff.png";
  report.plot_area = {80, 48, 7, 5};
  report.x_axis = sample.x;
  report.y_axis = sample.y;
  report.units = sample.units;
  report.quantity = sample.quantity;
  report.range.source = sample.units.empty() ? RangeSource::None : RangeSource::Given;
  report.figure_sha256 = std::string(64, 'a');
  report.column_names = sample.columns;
  report.row_names = sample.rows;
  for (int i = 0; i < 256; ++i) {
    const auto level = [](int n) { return static_cast<std::uint8_t>(n % 256); };
    report.colors.push_back({level(i), level(2 * i), level(3 * i)});
  }
  report.settings = {{"max-distance", "0.1"}};
  return report;
}

nlohmann::json spec_of(const std::optional<AxisCalibration>& axis) {
  if (!axis) return nullptr;
  return {{"min", axis->range.min},
          {"max", axis->range.max},
          {"log", axis->range.scale == Scale::Log10},
          {"degrees", axis->degrees},
          {"title", axis->title},
          {"time", axis->time.has_value()},
          {"units", axis->units}};
}

bool built_with(const std::string& format) {
  const auto formats = unweave::data_formats();
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

/// Writes every sample in a folder of its own and lets one call of the script judge them all.
void write_and_judge(const std::string& format, const std::string& script) {
  constexpr int width = 7, height = 5;
  const TemporaryFolder folder;
  const std::vector<float> values = random_bits(width * height, 5);
  std::vector<float> shares;
  for (int i = 0; i < width * height; ++i) shares.push_back(static_cast<float>(i) / 64);
  std::string command = "/usr/bin/python3 -B '" TEST_SOURCES "/write/" + script + "'";
  for (const Sample& sample : samples) {
    const std::string place = folder / sample.name;
    std::filesystem::create_directory(place);
    const nlohmann::json spec = {{"width", width},
                                 {"height", height},
                                 {"left", 80},
                                 {"top", 48},
                                 {"x", spec_of(sample.x)},
                                 {"y", spec_of(sample.y)},
                                 {"units", sample.units},
                                 {"quantity", sample.quantity},
                                 {"columns", sample.columns},
                                 {"rows", sample.rows},
                                 {"geographic", sample.geographic}};
    put(place + "/spec.json", spec.dump());
    put(place + "/a.raw",
        {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
    put(place + "/plane.raw",
        {reinterpret_cast<const char*>(shares.data()), shares.size() * sizeof(float)});
    unweave::FieldToWrite field = field_of(values, width);
    for (const char* plane : {"confidence", "uncertainty"}) {
      field.planes.push_back(field_of(shares, width));
      field.planes.back().name = plane;
      field.planes.back().long_name = "probability that it is so";
    }
    field.planes.back().in_units = true;
    BOOST_REQUIRE(write_data_file(place + "/a." + format, field, report_of(sample)));
    command += " '" + place + "'";
  }
  BOOST_TEST(std::system(command.c_str()) == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(calibrated_formats)

BOOST_AUTO_TEST_CASE(numpy_reads_xyz_csv) { write_and_judge("xyz.csv", "read_xyz_csv.py"); }

BOOST_AUTO_TEST_CASE(pillow_reads_tif) {
  if (built_with("tif")) write_and_judge("tif", "read_tif.py");
}

BOOST_AUTO_TEST_CASE(xarray_and_ncdump_read_nc) {
  if (built_with("nc")) write_and_judge("nc", "read_nc.py");
}

BOOST_AUTO_TEST_CASE(numpy_reads_npz) {
  if (built_with("npz")) write_and_judge("npz", "read_npz.py");
}

BOOST_AUTO_TEST_CASE(scipy_and_octave_read_mat) {
  if (built_with("mat")) write_and_judge("mat", "read_mat.py");
}

BOOST_AUTO_TEST_CASE(what_is_no_data_has_no_line_in_a_list) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> values = {0.5f, nan, nan, nan, 1.0f, nan};
  BOOST_REQUIRE(write_data_file(folder / "a.xyz.csv", field_of(values, 2), {}));
  BOOST_TEST(contents(folder / "a.xyz.csv") == "x,y,value\n0,0,0.5\n0,2,1\n");
}

BOOST_AUTO_TEST_CASE(gdal_takes_a_list_with_holes_for_a_grid) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> values = {0.5f, 1.0f, nan,  1.0f, 2.0f, 3.0f,
                                     nan,  4.0f, 5.0f, 6.0f, 7.0f, 8.0f};
  Report report;
  report.plot_area = {80, 48, 3, 4};
  BOOST_REQUIRE(write_data_file(folder / "a.xyz.csv", field_of(values, 3), report));
  const std::string command = "/usr/bin/python3 -B '" TEST_SOURCES "/write/gdal_reads_xyz.py' '" +
                              folder / "a.xyz.csv" + "' 3 4 79.5 47.5";
  BOOST_TEST(std::system(command.c_str()) == 0);
}

BOOST_AUTO_TEST_CASE(text_in_the_users_style) {
  const TemporaryFolder folder;
  const std::vector<float> values = {0.5f, -1e-9f, 2.0f, 1.25f};
  Report report;
  report.plot_area = {10, 20, 2, 2};
  report.x_axis = axis(0, 1, Scale::Linear, false, "km; m");
  const auto written = [&](const char* name, unweave::TextStyle style) {
    unweave::FieldToWrite field = field_of(values, 2);
    field.style = style;
    BOOST_REQUIRE(write_data_file(folder / name, field, report));
    return contents(folder / name);
  };
  BOOST_TEST(written("a.csv", {';', ',', false}) == "0,5;-1e-09\n2;1,25\n");
  BOOST_TEST(written("a.csv", {'\t', '.', true}) ==
             "y\t0.25\t0.75\n20\t0.5\t-1e-09\n21\t2\t1.25\n");
  BOOST_TEST(written("a.xyz.csv", {';', ',', false}) ==
             "\"x [km; m]\";y;value\n0,25;20;0,5\n0,75;20;-1e-09\n0,25;21;2\n0,75;21;1,25\n");
  report.column_names = {"north", ""};
  report.row_names = {"a;b", "\"c\""};
  BOOST_TEST(written("a.csv", {';', ',', true}) ==
             "y;north;0,75\n\"a;b\";0,5;-1e-09\n\"\"\"c\"\"\";2;1,25\n");
}

BOOST_AUTO_TEST_CASE(some_formats_hold_planes) {
  BOOST_TEST(unweave::holds_planes("a.nc") == built_with("nc"));
  BOOST_TEST(unweave::holds_planes("a", "npz") == built_with("npz"));
  for (const char* name : {"a.npy", "a.csv", "a.xyz.csv", "a.tif", "nc", "a.png"})
    BOOST_TEST(!unweave::holds_planes(name));
}

BOOST_AUTO_TEST_CASE(the_longest_extension_that_fits_decides) {
  const TemporaryFolder folder;
  const std::vector<float> values = {0.5f, 1.0f};
  for (const char* name : {"a.xyz.csv", "a.b.XYZ.Csv"}) {
    BOOST_REQUIRE(write_data_file(folder / name, field_of(values, 2), {}));
    BOOST_TEST(contents(folder / name) == "x,y,value\n0,0,0.5\n1,0,1\n");
  }
  for (const char* name : {"xyz.csv", ".xyz.csv", "axyz.csv", "a.xyz .csv"}) {
    BOOST_REQUIRE(write_data_file(folder / name, field_of(values, 2), {}));
    BOOST_TEST(contents(folder / name) == "0.5,1\n");
  }
}

BOOST_AUTO_TEST_CASE(a_named_format_overrules_the_extension) {
  const TemporaryFolder folder;
  const std::vector<float> values = {0.5f, 1.0f};
  BOOST_REQUIRE(write_data_file(folder / "a.xyz.csv", field_of(values, 2), {}, "csv"));
  BOOST_TEST(contents(folder / "a.xyz.csv") == "0.5,1\n");
  const auto unknown = write_data_file(folder / "a.csv", field_of(values, 2), {}, "png");
  BOOST_REQUIRE(!unknown);
  BOOST_TEST((unknown.error().reason == unweave::Reason::UnknownFormat));
  BOOST_TEST(unknown.error().detail == "png");
}

BOOST_AUTO_TEST_CASE(same_field_same_bytes) {
  const std::vector<float> values = random_bits(60 * 40, 3);
  for (const std::string& format : unweave::data_formats()) {
    const TemporaryFolder folder;
    std::vector<std::string> files;
    for (const char* stem : {"a.", "b."}) {
      const std::string path = folder / (stem + format);
      BOOST_REQUIRE(write_data_file(path, field_of(values, 60), report_of(samples[4])));
      files.push_back(contents(path));
    }
    BOOST_TEST((files[0] == files[1]), format << " differs from run to run");
  }
}

BOOST_AUTO_TEST_SUITE_END()

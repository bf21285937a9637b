// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/write/colormap_file.hpp"
#include "core/write/companions.hpp"
#include "core/write/data_file.hpp"
#include "tests/fuzz/fuzz.hpp"

// Any field with any report, through every writer: the file is there, as large as its format says,
// or there is a reason; reports are JSON whatever was read in the figure; and a file that calls
// itself a report names nothing outside of its folder.

namespace unweave::fuzz {

namespace {

namespace fs = std::filesystem;

std::string take_text(Bytes& in) {
  std::string text;
  for (int n = in.within(0, 24); n > 0; --n) text += static_cast<char>(in.take<std::uint8_t>());
  return text;
}

double take_number(Bytes& in) {
  switch (in.within(0, 5)) {
    case 0:
      return in.take<double>();
    case 1:
      return in.take<float>();
    case 2:
      return 0;
    case 3:
      return std::numeric_limits<double>::quiet_NaN();
    default:
      return in.within(-500, 500) / 10.0;
  }
}

ValueRange take_range(Bytes& in) {
  ValueRange range;
  range.source = static_cast<RangeSource>(in.within(0, 2));
  range.scale = static_cast<Scale>(in.within(0, 5));
  range.min = take_number(in);
  range.max = take_number(in);
  range.shape = take_number(in);
  range.origin = take_number(in);
  for (int n = in.within(0, 4); n > 0; --n) {
    const double t = take_number(in);
    range.points.push_back({t, take_number(in)});
  }
  // Writers are given what the program holds for a range.
  if (range.source != RangeSource::None && !range.valid()) range = {};
  return range;
}

std::optional<AxisCalibration> take_axis(Bytes& in) {
  if (!in.flag()) return std::nullopt;
  AxisCalibration axis;
  axis.range = take_range(in);
  if (axis.range.source == RangeSource::None) return std::nullopt;
  axis.degrees = in.flag();
  axis.units = take_text(in);
  axis.title = take_text(in);
  for (int n = in.within(0, 3); n > 0; --n)
    axis.ticks.push_back({take_text(in), take_number(in), take_number(in), take_number(in)});
  return axis;
}

Report take_report(Bytes& in, int width, int height) {
  Report report;
  report.figure = take_text(in);
  report.plot_area = {in.within(0, 50), in.within(0, 50), width, height};
  if (in.flag()) report.colorbar = Rect{1, 2, 3, 4};
  report.source = static_cast<ColormapSource>(in.within(0, 4));
  report.colormap_name = take_text(in);
  report.reversed = in.flag();
  if (in.flag()) report.levels = in.within(0, 20);
  for (int n = in.within(0, 3); n > 0; --n) {
    report.colors.push_back(
        {in.take<std::uint8_t>(), in.take<std::uint8_t>(), in.take<std::uint8_t>()});
    report.edges.push_back(take_number(in));
  }
  report.range = take_range(in);
  report.units = take_text(in);
  report.quantity = take_text(in);
  report.title = take_text(in);
  report.x_axis = take_axis(in);
  report.y_axis = take_axis(in);
  report.residual_median = take_number(in);
  report.remarks.push_back({Note::GapsFilled, take_text(in)});
  report.settings.emplace_back(take_text(in), take_text(in));
  report.files.push_back(take_text(in));
  return report;
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (int scale = 0; scale <= 5; ++scale)
    for (const int size : {1, 7}) {
      Seed seed;
      seed.within(1, size).within(1, size);
      seed.within(0, 3).text("a.p");                                      // figure
      seed.within(0, 5).within(0, 6).flag(true).within(0, 1);             // plot area, bar, source
      seed.within(0, 2).text("it").flag(false).flag(false).within(0, 2);  // map, reversed, levels
      for (int k = 0; k < 2; ++k) seed.text("abc").within(0, 4).within(-500, 10 * k);
      seed.within(0, 2).within(0, scale);
      seed.within(0, 4).within(-500, 10).within(0, 4).within(-500, 400);  // ends
      seed.within(0, 4).within(-500, 5).within(0, 2).within(0, 0);
      seed.within(0, 1).text("K").within(0, 1).text("T").within(0, 0);
      all.push_back(seed);
    }
  all.emplace_back(R"({"files": ["a.npy", "../b.npy", "/etc/passwd", "", 7]})");
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  if (const auto companions = companions_of(as_file(data, size)))
    for (const std::string& path : *companions)
      PROMISED(fs::path(path).lexically_normal().parent_path() == scratch_folder());

  Bytes in(data, size);
  const int width = in.within(1, 40), height = in.within(1, 40);
  const Report report = take_report(in, width, height);
  const std::string_view rest = in.rest();
  const FieldToWrite field{width, height, [&](int y, int rows, float* out) {
                             for (int i = 0; i < rows * width; ++i) {
                               const std::size_t at = 4 * (static_cast<std::size_t>(y) * width + i);
                               out[i] = 0;
                               if (at + 4 <= rest.size()) std::memcpy(out + i, rest.data() + at, 4);
                             }
                           }};
  for (const std::string& format : data_formats()) {
    const std::string path = (scratch_folder() / ("f." + format)).string();
    if (!write_data_file(path, field, report)) continue;
    PROMISED(fs::exists(path));
    if (format == "npy")
      PROMISED((fs::file_size(path) - 4 * static_cast<std::size_t>(width) * height) % 64 == 0);
  }
  const auto json = nlohmann::json::parse(report_json(report, {report.title}), nullptr, false);
  PROMISED(json.is_object());
  for (const std::string& format : colormap_formats()) colormap_text(report, format, report.title);
  return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "tests/unit/write/fields.hpp"

// Writes what check.py compares: data files and reports of fixed contents, the same on every
// machine, and the reports of pictures recovered on the spot.
//
//   golden FOLDER

using namespace unweave;  // NOLINT(google-build-using-namespace)

namespace {

template <class T>
T expect(Result<T> result) {
  if (!result) {
    std::cerr << "failed with reason " << static_cast<int>(result.error().reason) << " ("
              << result.error().detail << ")\n";
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Plain numbers, numbers that are hard to print, and everything that is none.
std::vector<float> hard_field() {
  std::vector<float> values = {0.0f,  1.0f,  0.5f,        0.1f,        1.0f / 3, -2.5f,
                               1e-5f, 1e10f, 16777216.0f, 123456.789f, 9.5e-38f, 3.402823e38f};
  for (const std::uint32_t bits : {0x80000000u, 0x00000001u, 0x7fc00000u, 0xffc00001u, 0x3f7fffffu,
                                   0x3f800001u, 0x7f800000u, 0xff800000u})
    values.push_back(std::bit_cast<float>(bits));
  return values;
}

Report full_report() {
  Report report;
  report.figure = "caf\u00e9 \"1\"\n\xff.png";
  report.figure_sha256 = std::string(64, '0');
  report.plot_area = {80, 48, 5, 4};
  report.colorbar = {620, 48, 20, 400};
  report.panels = {{80, 500, 5, 4}};
  report.source = ColormapSource::Colorbar;
  report.colormap_name = "viridis";
  report.colormap_family = "matplotlib";
  report.reversed = true;
  report.levels = 2;
  for (int i = 0; i < 256; ++i)
    report.colors.push_back({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i / 2),
                             static_cast<std::uint8_t>(255 - i)});
  report.edges = {0.5, 5, 50};
  report.direction_known = report.speed_known = true;
  report.range = {0.5, 50, Scale::Log10, RangeSource::Ticks};
  report.range_verdict = {0.99912, {{{0.05, 5, Scale::Log10, RangeSource::Ticks}, 0.0005}}, "l0"};
  report.x_verdict = {0.99999, {}, {}};
  report.units = "degC";
  report.quantity = "Sea temperature";
  report.title = "Section 7";
  report.ticks = {{"1", 1, 120.5, 0.001}, {"10", 10, 250.25, 0.0}};
  report.x_axis = {
      {0, 12.5, Scale::Linear, RangeSource::Ticks}, {{"0", 0, 80, 0}}, false, "km", "Distance"};
  report.y_axis = {{40, -3, Scale::Linear, RangeSource::Given}, {}, true, {}};
  report.residual_median = 0.001;
  report.residual_p95 = 0.004;
  report.max_distance = 0.05;
  report.valid_fraction = 0.96875;
  report.fill_size = 5;
  report.filled_pixels = 3;
  report.settings = {{"range", "0.5,50"}, {"scale", "log"}};
  return report;
}

/// A smooth field through a map whose hue turns: found by recover() in any layout.
std::vector<std::byte> picture(const PixelLayout& layout) {
  std::vector<std::byte> pixels(static_cast<std::size_t>(layout.width) * layout.height *
                                layout.pixel_bytes());
  std::byte* out = pixels.data();
  for (int y = 0; y < layout.height; ++y) {
    for (int x = 0; x < layout.width; ++x) {
      const double u = static_cast<double>(x) / layout.width;
      const double v = static_cast<double>(y) / layout.height;
      const double t = 0.5 + 0.5 * std::sin(4 * u + v) * std::cos(3 * v - u);
      const std::array<double, 4> rgba = {t, t * t, 0.3 + 0.4 * t * (1 - t), 1};
      for (int c = 0; c < layout.channels; ++c) {
        const bool alpha = layout.has_alpha() && c == layout.channels - 1;
        const double value = alpha ? 1 : rgba[static_cast<std::size_t>(layout.is_gray() ? 0 : c)];
        if (layout.type == SampleType::U8) {
          *out++ = static_cast<std::byte>(std::lround(255 * value));
        } else if (layout.type == SampleType::U16) {
          const auto sample = std::bit_cast<std::array<std::byte, 2>>(
              static_cast<std::uint16_t>(std::lround(65535 * value)));
          out = std::copy(sample.begin(), sample.end(), out);
        } else {
          const auto sample = std::bit_cast<std::array<std::byte, 4>>(static_cast<float>(value));
          out = std::copy(sample.begin(), sample.end(), out);
        }
      }
    }
  }
  return pixels;
}

void write_recovered(const std::string& folder) {
  const char* types[] = {"u8", "u16", "f32"};
  for (int type = 0; type < 3; ++type) {
    for (int channels = 1; channels <= 4; ++channels) {
      const PixelLayout layout{160, 120, static_cast<SampleType>(type), channels, false};
      const auto pixels = picture(layout);
      const MemorySource source(layout, pixels.data());
      Context context;
      RecoverOptions options;
      if (channels == 3)
        options.values.range = ValueRange{-5, 35, Scale::Linear, RangeSource::Given};
      if (channels == 4) options.figure.plot_area = Rect{10, 20, 140, 90};
      const auto recovery = expect(recover(source, options, context));
      const std::string name =
          folder + "/recovered-" + types[type] + "-" + std::to_string(channels) + ".json";
      expect(write_text_file(name, report_json(recovery->report(), {"A remark."})));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: golden FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const std::vector<float> values = hard_field();
  for (const std::string& format : data_formats())
    expect(write_data_file(folder + "/field." + format, test::field_of(values, 5), full_report()));
  expect(write_text_file(folder + "/report.json",
                         report_json(full_report(), {"One.", "Zwei: gr\u00f6\u00dfer."})));
  write_recovered(folder);
}

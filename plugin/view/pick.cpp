// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/pick.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "core/image/pixel_codes.hpp"
#include "plugin/view/planes.hpp"

namespace unweave::view {
namespace {

constexpr int kAround = 3;             // pixels to each side
constexpr int kAlike = 24;             // levels: beyond that it is another color
constexpr int kMargin = 2;             // levels more than what was seen
constexpr double kPlaceWeight = 0.05;  // of a whole bar, in edges of the color cube
constexpr double kLeastApart = 0.01;

int difference(ColorCode a, ColorCode b) {
  return std::max(
      {std::abs(red(a) - red(b)), std::abs(green(a) - green(b)), std::abs(blue(a) - blue(b))});
}

std::uint8_t mean_level(const std::vector<ColorCode>& colors, int (*channel)(ColorCode)) {
  double sum = 0;
  for (const ColorCode c : colors) sum += channel(c);
  return static_cast<std::uint8_t>(std::lround(sum / static_cast<double>(colors.size())));
}

ColorCode code_at(const PixelSource& source, int x, int y) {
  ColorCode code = kNoData;
  PixelReader(source, false).read_codes({x, y, 1, 1}, &code);
  return code;
}

double distance(const Rgb8& a, const Rgb8& b) {
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) sum += std::pow((a[k] - b[k]) / 255.0, 2);
  return std::sqrt(sum);
}

Rgb8 color_at(const PixelSource& source, int x, int y) {
  const ColorCode code = code_at(source, x, y);
  return {static_cast<std::uint8_t>(red(code)), static_cast<std::uint8_t>(green(code)),
          static_cast<std::uint8_t>(blue(code))};
}

/// By the colors, and where the map repeats them by the place.
double t_on_bar(const Report& report, const PixelSource& source, int x, int y) {
  const Rect& bar = *report.colorbar;
  const AxisView axis{bar.height >= bar.width};
  const auto color_on_bar = [&](int along) {
    const int middle = axis.near(bar) + axis.breadth(bar) / 2;
    return color_at(source, axis.x(along, middle), axis.y(along, middle));
  };
  const Rgb8 first = color_on_bar(axis.begin(bar)), last = color_on_bar(axis.end(bar) - 1);
  const auto& colors = report.colors;
  const bool rising = distance(first, colors.front()) + distance(last, colors.back()) <=
                      distance(first, colors.back()) + distance(last, colors.front());
  double place = ((axis.vertical ? y : x) + 0.5 - axis.begin(bar)) / axis.length(bar);
  if (!rising) place = 1 - place;
  const Rgb8 color = color_at(source, x, y);
  double best = 0, least = 1e9;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(colors.size() - 1);
    const double cost = distance(color, colors[i]) + kPlaceWeight * std::abs(t - place);
    if (cost < least) {
      least = cost;
      best = t;
    }
  }
  return best;
}

}  // namespace

std::optional<NoDataColor> no_data_color_at(const PixelSource& source, int x, int y) {
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  if (!whole.contains(x, y)) return std::nullopt;
  const ColorCode middle = code_at(source, x, y);
  if (middle == kNoData) return std::nullopt;
  const Rect around =
      intersect({x - kAround, y - kAround, 2 * kAround + 1, 2 * kAround + 1}, whole);
  std::vector<ColorCode> codes(static_cast<std::size_t>(around.area()));
  PixelReader(source, false).read_codes(around, codes.data());
  const auto same = std::ranges::count(codes, middle);
  std::erase_if(codes, [&](ColorCode c) { return c == kNoData || difference(c, middle) > kAlike; });
  if (2 * same >= static_cast<std::ptrdiff_t>(codes.size()))
    codes.assign(1, middle);  // what differs is drawn there, or the rim
  NoDataColor color{{mean_level(codes, red), mean_level(codes, green), mean_level(codes, blue)}, 0};
  const ColorCode mean = pack(color.color[0], color.color[1], color.color[2]);
  int most = 0;
  for (const ColorCode c : codes) most = std::max(most, difference(c, mean));
  if (most > 0) color.tolerance = std::min(most + kMargin, kAlike);
  return color;
}

std::optional<double> t_at(const Recovery& recovery, const PixelSource& source, int x, int y) {
  const Report& report = recovery.report();
  const PixelLayout layout = source.layout();
  if (report.colorbar && report.colorbar->contains(x, y) && report.colors.size() > 1 &&
      Rect{0, 0, layout.width, layout.height}.contains(x, y))
    return t_on_bar(report, source, x, y);
  const auto pixel = probe(&recovery, source, x, y);
  if (!pixel || !pixel->in_plot_area || std::isnan(pixel->t)) return std::nullopt;
  return static_cast<double>(pixel->t);
}

std::optional<ValueRange> range_through(const KnownValue& a, const KnownValue& b,
                                        const ValueRange& family) {
  if (std::abs(a.t - b.t) < kLeastApart) return std::nullopt;
  return unweave::range_through({{a.t, a.value}, {b.t, b.value}}, family);
}

std::optional<ValueRange> range_through(const KnownValue& a, const KnownValue& b, Scale scale) {
  return range_through(a, b, ValueRange{0, 1, scale, RangeSource::Given});
}

std::string range_setting(const ValueRange& range) {
  constexpr int kDigits = 7;
  // What is nothing but rounding is 0.
  const double grain = std::abs(range.max - range.min) * 1e-9;
  std::string text;
  for (const double end : {range.min, range.max}) {
    const double value = range.scale == Scale::Linear && std::abs(end) < grain ? 0 : end;
    std::array<char, 64> buffer;
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                       std::chars_format::general, kDigits);
    if (!text.empty()) text += ',';
    text.append(buffer.data(), written.ptr);
  }
  return text;
}

}  // namespace unweave::view

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/pie_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <vector>

#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMostPixels = 4'000'000;
constexpr int kSmallest = 40;    // pixels across
constexpr double kRound = 0.04;  // of its width: by how much the height may differ
constexpr int kNearPaper = 24;   // levels: ringing around what is drawn
constexpr int kOneColor = 12;    // levels: of one sector, compressed
constexpr int kRays = 360;
constexpr double kMostRays = 0.9;  // of them: on others there are borders and labels
// Of the radius: near the rim, where a ring is filled too and few labels stand.
constexpr std::array kPlaces{0.66, 0.72, 0.78, 0.84, 0.9};
constexpr double kBeyond = 1.05;  // of the radius: there is paper
constexpr std::size_t kFewestSectors = 3;

/// The color along a ray; nothing where it changes, or where there is paper.
std::optional<Rgb8> color_of_ray(const Raster& raster, double angle, const Rgb8& paper) {
  const double x0 = 0.5 * (raster.width - 1), y0 = 0.5 * (raster.height - 1);
  std::optional<Rgb8> color;
  for (const double place : kPlaces) {
    const Rgb8 here =
        raster.color(static_cast<int>(std::lround(x0 + place * x0 * std::cos(angle))),
                     static_cast<int>(std::lround(y0 + place * y0 * std::sin(angle))));
    if (channel_difference(here, paper) <= kNearPaper) return std::nullopt;
    if (color && channel_difference(here, *color) > kOneColor) return std::nullopt;
    if (!color) color = here;
  }
  return color;
}

/// Paper, or beyond the picture's part.
bool ends_at_rim(const Raster& raster, double angle, const Rgb8& paper) {
  const double x0 = 0.5 * (raster.width - 1), y0 = 0.5 * (raster.height - 1);
  const auto x = static_cast<int>(std::lround(x0 + kBeyond * x0 * std::cos(angle)));
  const auto y = static_cast<int>(std::lround(y0 + kBeyond * y0 * std::sin(angle)));
  return !raster.bounds().contains(x, y) ||
         channel_difference(raster.color(x, y), paper) <= kNearPaper;
}

}  // namespace

Result<bool> shows_pie(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                       const Context& context) {
  if (static_cast<std::size_t>(plot.area()) > kMostPixels || plot.width < kSmallest ||
      std::abs(plot.width - plot.height) > kRound * plot.width)
    return false;
  UNWEAVE_TRY(const Raster raster, read_raster(source, plot, kMostPixels, context));
  std::vector<Rgb8> sectors;
  int plain = 0, ended = 0;
  for (int i = 0; i < kRays; ++i) {
    const double angle = 2 * std::numbers::pi * (i + 0.5) / kRays;
    ended += ends_at_rim(raster, angle, paper);
    const auto color = color_of_ray(raster, angle, paper);
    if (!color) continue;
    ++plain;
    if (std::ranges::none_of(
            sectors, [&](const Rgb8& s) { return channel_difference(s, *color) <= kOneColor; }))
      sectors.push_back(*color);
  }
  return plain >= kMostRays * kRays && ended >= kMostRays * kRays &&
         sectors.size() >= kFewestSectors;
}

}  // namespace unweave

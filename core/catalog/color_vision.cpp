// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/color_vision.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace unweave {

namespace {

using Matrix = std::array<std::array<double, 3>, 3>;
using Triple = std::array<double, 3>;

constexpr Matrix kProtanopia{{{0.152286, 1.052583, -0.204868},
                              {0.114503, 0.786281, 0.099216},
                              {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia{{{0.367322, 0.860646, -0.227968},
                                {0.280085, 0.672501, 0.047413},
                                {-0.011820, 0.042940, 0.968881}}};
// IEC 61966-2-1: linear sRGB to CIE XYZ.
constexpr Matrix kToXyz{
    {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};

Triple product(const Matrix& m, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

}  // namespace

double linear_light(double encoded) {
  constexpr double kKnee = 0.04045, kSlope = 12.92, kOffset = 0.055, kPower = 2.4;
  return encoded <= kKnee ? encoded / kSlope
                          : std::pow((encoded + kOffset) / (1 + kOffset), kPower);
}

namespace {

/// CIE 15: the cube root with its straight part.
double lab_curve(double share) {
  constexpr double kDelta = 6.0 / 29;
  return share > kDelta * kDelta * kDelta ? std::cbrt(share)
                                          : share / (3 * kDelta * kDelta) + 4.0 / 29;
}

double distance(const Triple& a, const Triple& b) {
  return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                   (a[2] - b[2]) * (a[2] - b[2]));
}

std::vector<Triple> seen_colors(const std::vector<Rgb8>& colors, ColorVision vision) {
  std::vector<Triple> seen;
  seen.reserve(colors.size());
  for (const Rgb8& color : colors) seen.push_back(seen_color(color, vision));
  return seen;
}

}  // namespace

std::array<double, 3> seen_color(const Rgb8& color, ColorVision vision) {
  Triple light = unit_color(color);
  for (double& channel : light) channel = linear_light(channel);
  if (vision != ColorVision::Usual) {
    light = product(vision == ColorVision::Protanopia ? kProtanopia : kDeuteranopia, light);
    for (double& channel : light) channel = std::clamp(channel, 0.0, 1.0);
  }
  const Triple white = product(kToXyz, {1, 1, 1}), xyz = product(kToXyz, light);
  const double x = lab_curve(xyz[0] / white[0]), y = lab_curve(xyz[1] / white[1]),
               z = lab_curve(xyz[2] / white[2]);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

std::optional<Lookalikes> lookalikes(const std::vector<Rgb8>& colors) {
  constexpr double kJustNoticed = 2.3, kPlainlyUnlike = 4 * kJustNoticed, kLeastApart = 0.1;
  const std::size_t count = colors.size();
  const auto usual = seen_colors(colors, ColorVision::Usual);
  const auto least = static_cast<std::size_t>(
      std::max(1.0, std::ceil(kLeastApart * static_cast<double>(count - 1))));
  std::optional<Lookalikes> found;
  std::size_t farthest = 0;
  for (const ColorVision vision : {ColorVision::Deuteranopia, ColorVision::Protanopia}) {
    const auto seen = seen_colors(colors, vision);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = count; j-- > i + std::max(least, farthest + 1);) {
        if (distance(seen[i], seen[j]) >= kJustNoticed ||
            distance(usual[i], usual[j]) < kPlainlyUnlike)
          continue;
        farthest = j - i;
        const auto last = static_cast<double>(count - 1);
        found = Lookalikes{static_cast<double>(i) / last, static_cast<double>(j) / last, vision};
        break;
      }
  }
  return found;
}

}  // namespace unweave

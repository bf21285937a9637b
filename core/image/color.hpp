// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

// Colors are display-encoded (sRGB, IEC 61966-2-1) throughout. Three forms: levels (Rgb8), levels
// packed into a number (ColorCode), and channels in [0, 1] (arrays, or Eigen's rows in
// unit_color.hpp).

namespace unweave {

/// A display-encoded color, 8 bits a channel.
using Rgb8 = std::array<std::uint8_t, 3>;

/// A display-encoded color rounded to 8 bits a channel, packed 0xRRGGBB. For 8-bit pictures it is
/// the color itself; for deeper ones the color's cell.
using ColorCode = std::uint32_t;
inline constexpr std::size_t kColorCodes = std::size_t{1} << 24;

inline constexpr ColorCode pack(unsigned r, unsigned g, unsigned b) { return r << 16 | g << 8 | b; }
inline constexpr ColorCode code_of(const Rgb8& c) { return pack(c[0], c[1], c[2]); }
inline constexpr int red(ColorCode c) { return static_cast<int>(c >> 16); }
inline constexpr int green(ColorCode c) { return static_cast<int>(c >> 8 & 255); }
inline constexpr int blue(ColorCode c) { return static_cast<int>(c & 255); }
inline constexpr Rgb8 levels_of(ColorCode c) {
  return {static_cast<std::uint8_t>(c >> 16), static_cast<std::uint8_t>(c >> 8),
          static_cast<std::uint8_t>(c)};
}

/// "8B0F14".
inline std::string hex_digits(const Rgb8& c) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t level : c) {
    text += kDigits[level >> 4];
    text += kDigits[level & 15];
  }
  return text;
}

/// The 8-bit color nearest to one whose channels lie in [0, 1]; others are clamped to it.
template <std::floating_point T>
Rgb8 rounded_color(const std::array<T, 3>& c) {
  Rgb8 rgb{};
  for (std::size_t k = 0; k < 3; ++k)
    rgb[k] = static_cast<std::uint8_t>(std::lround(std::clamp(c[k], T{0}, T{1}) * 255));
  return rgb;
}

/// The channels in [0, 1].
template <std::floating_point T = double>
constexpr std::array<T, 3> unit_color(const Rgb8& c) {
  return {c[0] / T{255}, c[1] / T{255}, c[2] / T{255}};
}

/// The color at t of a map whose `colors` (at least one, display-encoded) are evenly spread over
/// it, the middle of entry i of n at (i + 0.5) / n, linear between them: red, green, blue and
/// opacity; of NaN nothing.
inline std::array<float, 4> color_along(std::span<const std::array<double, 3>> colors, float t) {
  if (std::isnan(t)) return {0, 0, 0, 0};
  const auto last = static_cast<double>(colors.size() - 1);
  const double place =
      std::clamp(static_cast<double>(t) * static_cast<double>(colors.size()) - 0.5, 0.0, last);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, colors.size() - 1);
  const double share = place - static_cast<double>(low);
  std::array<float, 4> color{0, 0, 0, 1};
  for (std::size_t k = 0; k < 3; ++k)
    color[k] = static_cast<float>((1 - share) * colors[low][k] + share * colors[high][k]);
  return color;
}

/// Standard deviation of the error of rounding to 8 bits, 1 / sqrt(12) of a level; in [0, 1].
inline constexpr double kRoundingSigma = 0.29 / 255;

/// Linear light -> display encoding by the sRGB curve (IEC 61966-2-1), clamped to [0, 1]; of NaN 0.
template <std::floating_point T>
T encode_srgb(T linear) {
  if (!(linear > T{0})) return T{0};
  if (linear >= T{1}) return T{1};
  return linear <= T(0.0031308) ? T(12.92) * linear
                                : T(1.055) * std::pow(linear, T{1} / T(2.4)) - T(0.055);
}

/// Luma (ITU-T T.871, which is JFIF, and BT.601): weights of the channels.
inline constexpr double kLumaRed = 0.299, kLumaGreen = 0.587, kLumaBlue = 0.114;

/// In the channels' unit, exact.
inline constexpr double luma(double r, double g, double b) {
  return kLumaRed * r + kLumaGreen * g + kLumaBlue * b;
}
/// Of levels (or of differences of levels), rounded to the nearest one (halves up).
inline constexpr int rounded_luma(int r, int g, int b) {
  return (299 * r + 587 * g + 114 * b + 500) / 1000;
}
/// Of levels, what is behind the point cut off: at most one level less than the rounded one.
inline constexpr int cut_luma(int r, int g, int b) { return (299 * r + 587 * g + 114 * b) / 1000; }
/// Of differences of levels, with weights of 8 bits: less than two levels from the exact one,
/// toward 0. For loops over all pixels.
inline constexpr int fast_luma(int r, int g, int b) { return (77 * r + 150 * g + 29 * b) / 256; }

/// Chroma of JFIF (ITU-T T.871): what blue and red have beyond the luma, by these.
inline constexpr double kBlueOfChroma = 1.772, kRedOfChroma = 1.402;

/// A color, or a difference of two, in the space of JPEG; chroma is 0 for gray.
struct LumaChroma {
  double luma, blue, red;
};
inline constexpr LumaChroma luma_chroma(double r, double g, double b) {
  const double y = luma(r, g, b);
  return {y, (b - y) / kBlueOfChroma, (r - y) / kRedOfChroma};
}

/// How far a color is from gray: the difference of its greatest and its least channel.
template <class T>
constexpr T tint(const std::array<T, 3>& c) {
  return std::max({c[0], c[1], c[2]}) - std::min({c[0], c[1], c[2]});
}
inline constexpr int tint(const Rgb8& c) {
  return std::max({c[0], c[1], c[2]}) - std::min({c[0], c[1], c[2]});
}
/// True for a gray, or for what is no farther from it than `most_tint` levels.
inline constexpr bool is_gray(const Rgb8& c, int most_tint) { return tint(c) <= most_tint; }

/// The greatest difference of a channel, levels.
inline int channel_difference(const std::uint8_t* a, const std::uint8_t* b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}
inline int channel_difference(const Rgb8& a, const Rgb8& b) {
  return channel_difference(a.data(), b.data());
}
inline int channel_difference(ColorCode a, ColorCode b) {
  return std::max(
      {std::abs(red(a) - red(b)), std::abs(green(a) - green(b)), std::abs(blue(a) - blue(b))});
}

/// Of two colors in the cube, in levels.
inline double distance(ColorCode a, ColorCode b) {
  const double r = red(a) - red(b), g = green(a) - green(b), l = blue(a) - blue(b);
  return std::sqrt(r * r + g * g + l * l);
}

/// The cube in cells of `kEdge` levels along each edge (a power of two), for counting colors that
/// are nearly alike: how many there are, and the one that a color lies in.
template <int kEdge>
inline constexpr std::size_t kColorCells = std::size_t{256 / kEdge} * (256 / kEdge) * (256 / kEdge);
template <int kEdge>
constexpr std::size_t color_cell(int r, int g, int b) {
  constexpr int kCells = 256 / kEdge;
  return static_cast<std::size_t>(((r / kEdge) * kCells + g / kEdge) * kCells + b / kEdge);
}
template <int kEdge>
constexpr std::size_t color_cell(const std::uint8_t* c) {
  return color_cell<kEdge>(c[0], c[1], c[2]);
}
template <int kEdge>
constexpr std::size_t color_cell(ColorCode c) {
  return color_cell<kEdge>(red(c), green(c), blue(c));
}

}  // namespace unweave

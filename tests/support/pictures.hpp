// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/field/report.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"

/// Pictures with known truth, made by the tests themselves.
namespace unweave::testing {

/// A scalar field, row-major, normalized to [0, 1].
struct Field {
  int width = 0;
  int height = 0;
  std::vector<double> values;
  double& at(int x, int y) { return values[static_cast<std::size_t>(y) * width + x]; }
  double at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

/// A sum of random cosines with wavelengths from `shortest_wave` pixels to four times that.
Field cosine_field(int width, int height, std::uint64_t seed, double shortest_wave = 60);
/// White noise smoothed with a Gaussian of `sigma` pixels.
Field noise_field(int width, int height, std::uint64_t seed, double sigma = 14);
/// t = x / (width - 1)
Field ramp(int width, int height);

using Table = std::vector<Rgb8>;

/// Tables of 256 entries, all different, whose stretches keep apart in RGB; made in the tests, in
/// the manner of the usual kinds of map.
enum class MapKind { Sequential, Diverging, Rainbow, Helix, Warm, Steep };
inline constexpr std::array kMapKinds{MapKind::Sequential, MapKind::Diverging, MapKind::Rainbow,
                                      MapKind::Helix,      MapKind::Warm,      MapKind::Steep};
const char* name_of(MapKind kind);
Table map_of(MapKind kind);
/// A random smooth curve through the RGB cube, 256 entries, all different; stretches that are not
/// neighbors stay at least 0.12 of the cube's edge apart.
Table random_map(std::uint64_t seed);
/// True if the table's first entry is nearer to black than its last.
bool starts_at_black_end(const Table& table);

/// 8-bit RGB, row-major.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
  MemorySource source() const { return {{width, height}, rgb.data()}; }
  Rect whole() const { return {0, 0, width, height}; }
  std::uint8_t* at(int x, int y) {
    return rgb.data() + 3 * (static_cast<std::size_t>(y) * width + x);
  }
  const std::uint8_t* at(int x, int y) const {
    return rgb.data() + 3 * (static_cast<std::size_t>(y) * width + x);
  }
  void fill(const Rect& rect, Rgb8 color);
};

Picture filled(int width, int height, Rgb8 color);
/// Entry floor(256 v) of the table for each value v, as plotting programs do.
Picture paint(const Field& field, const Table& table);
/// Colors interpolated linearly between the pixels of a picture `factor` times smaller.
Picture enlarge(const Picture& small, int factor);
/// The same for the values of a field.
Field enlarge(const Field& small, int factor);
/// What JPEG does to colors: chroma averaged over 2 x 2 pixels (width and height even), and noise
/// of `sigma` 8-bit levels in luma and half as much again in chroma.
Picture jpeg_like(const Picture& picture, double sigma, std::uint64_t seed);
/// Random shaded and textured ellipses over each other: a picture that is no map of a field.
Picture photograph(int width, int height, std::uint64_t seed);

/// A picture in any layout of pixels.
struct Deep {
  PixelLayout layout;
  std::vector<std::byte> bytes;
  MemorySource source() const { return {layout, bytes.data()}; }
};
/// The same colors stored otherwise (alpha opaque, gray from the red channel), each rounded to the
/// layout's precision; linear layouts hold linear light.
Deep convert(const Picture& picture, SampleType type, int channels, bool linear);

/// Inverse of the sRGB encoding (IEC 61966-2-1), in double precision.
double decode_srgb(double encoded);

}  // namespace unweave::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/straightened_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "core/image/samples.hpp"

namespace unweave {

namespace {

// Pixels along a tile's side: small, so that a tile's bounds in a picture askew by a few degrees
// hold little beside the tile.
constexpr int kTile = 128;

/// The part of the picture around a tile, and how its samples are taken.
struct Patch {
  Rect area;
  const std::byte* samples;
  PixelLayout layout;

  const std::byte* at(int x, int y) const {
    x = std::clamp(x, area.x, area.right() - 1) - area.x;
    y = std::clamp(y, area.y, area.bottom() - 1) - area.y;
    return samples + (static_cast<std::size_t>(y) * area.width + x) * layout.pixel_bytes();
  }
};

/// One pixel, interpolated at a place of the picture.
template <class Sample>
void interpolate(const Patch& patch, const Place& place, std::byte* out) {
  const double x = place.x - 0.5, y = place.y - 0.5;
  const double left = std::floor(x), top = std::floor(y);
  const int column = static_cast<int>(left), row = static_cast<int>(top);
  const double right_share = x - left, lower_share = y - top;
  std::array<const std::byte*, 4> pixels{};
  std::array<double, 4> weights{};
  for (int i = 0; i < 4; ++i) {
    pixels[i] = patch.at(column + i % 2, row + i / 2);
    weights[i] = (i % 2 ? right_share : 1 - right_share) * (i / 2 ? lower_share : 1 - lower_share);
  }
  const int colors = patch.layout.channels - (patch.layout.has_alpha() ? 1 : 0);
  if (patch.layout.has_alpha()) {
    double alpha = 0;
    for (int i = 0; i < 4; ++i) {
      weights[i] *= static_cast<double>(load_sample<Sample>(pixels[i], colors));
      alpha += weights[i];
    }
    store_sample<Sample>(alpha, out, colors);
    for (double& w : weights) w = alpha > 0 ? w / alpha : 1.0 / 4;
  }
  for (int c = 0; c < colors; ++c) {
    double value = 0;
    for (int i = 0; i < 4; ++i)
      if (weights[i] > 0)
        value += weights[i] * static_cast<double>(load_sample<Sample>(pixels[i], c));
    store_sample<Sample>(value, out, c);
  }
}

using Interpolate = void (*)(const Patch&, const Place&, std::byte*);
Interpolate interpolation_of(SampleType type) {
  if (type == SampleType::U8) return interpolate<std::uint8_t>;
  return type == SampleType::U16 ? interpolate<std::uint16_t> : interpolate<float>;
}

/// Calls visit(tile) for tiles that make up `area`.
template <class Visit>
void for_each_tile(const Rect& area, const Visit& visit) {
  for (int y = area.y; y < area.bottom(); y += kTile)
    for (int x = area.x; x < area.right(); x += kTile) visit(intersect({x, y, kTile, kTile}, area));
}

Place middle(int x, int y) { return {x + 0.5, y + 0.5}; }

int clamped_floor(double v, int size) {
  return static_cast<int>(std::clamp(std::floor(v), 0.0, size - 1.0));
}

}  // namespace

/// The picture's pixels that those of `area` are made of; at least one.
Rect StraightenedSource::seen(const Rect& area) const {
  const PixelLayout layout = source_.layout();
  double x0 = std::numeric_limits<double>::infinity(), y0 = x0, x1 = -x0, y1 = -x0;
  for (const int x : {area.x, area.right() - 1}) {
    for (const int y : {area.y, area.bottom() - 1}) {
      const Place p = to_picture_(middle(x, y));
      x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
      y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
  }
  const int left = clamped_floor(x0 - 1, layout.width), top = clamped_floor(y0 - 1, layout.height);
  return {left, top, clamped_floor(x1 + 1, layout.width) + 1 - left,
          clamped_floor(y1 + 1, layout.height) + 1 - top};
}

void StraightenedSource::read(const Rect& area, std::byte* out) const {
  const PixelLayout layout = source_.layout();
  const Interpolate interpolated = interpolation_of(layout.type);
  const std::size_t bytes = layout.pixel_bytes();
  std::vector<std::byte> samples;
  for_each_tile(area, [&](const Rect& tile) {
    const Rect part = seen(tile);
    samples.resize(static_cast<std::size_t>(part.area()) * bytes);
    source_.read(part, samples.data());
    const Patch patch{part, samples.data(), layout};
    for (int y = tile.y; y < tile.bottom(); ++y) {
      std::byte* to =
          out + (static_cast<std::size_t>(y - area.y) * area.width + (tile.x - area.x)) * bytes;
      for (int x = tile.x; x < tile.right(); ++x, to += bytes)
        interpolated(patch, to_picture_(middle(x, y)), to);
    }
  });
}

void StraightenedSource::read_selection(const Rect& area, std::uint8_t* out) const {
  const PixelLayout layout = source_.layout();
  std::vector<std::uint8_t> selected;
  for_each_tile(area, [&](const Rect& tile) {
    const Rect part = seen(tile);
    selected.resize(static_cast<std::size_t>(part.area()));
    source_.read_selection(part, selected.data());
    for (int y = tile.y; y < tile.bottom(); ++y) {
      for (int x = tile.x; x < tile.right(); ++x) {
        const Place p = to_picture_(middle(x, y));
        const int column = clamped_floor(p.x, layout.width) - part.x;
        const int row = clamped_floor(p.y, layout.height) - part.y;
        out[static_cast<std::size_t>(y - area.y) * area.width + (x - area.x)] =
            selected[static_cast<std::size_t>(row) * part.width + column];
      }
    }
  });
}

}  // namespace unweave

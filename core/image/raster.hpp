// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/context.hpp"
#include "core/image/color.hpp"
#include "core/image/compression.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/stage_log.hpp"
#include "core/result.hpp"

namespace unweave {

struct PageText;

/// A picture, or a part of one, in memory: display-encoded 8-bit RGB, row-major, 3 bytes a pixel.
/// Gray is spread to three channels, half-transparent pixels are laid over white (as a viewer of
/// the figure would see them), invisible ones (alpha 0, NaN) become white and are flagged.
struct Raster {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;        ///< 3 * width * height
  std::vector<std::uint8_t> invisible;  ///< width * height, 1 = alpha 0 or NaN; empty: none
  Rect origin;                          ///< the part of the picture that it shows
  int step = 1;                         ///< every step-th pixel of every step-th row was taken
  StageLog* stages = nullptr;           ///< is shown what is found in it; null: nobody looks
  /// The letters that its file has written there, in the raster's pixels; null: none are known.
  std::shared_ptr<const PageText> text{};

  const std::uint8_t* at(int x, int y) const {
    return rgb.data() + 3 * (static_cast<std::size_t>(y) * width + x);
  }
  Rgb8 color(int x, int y) const {
    const std::uint8_t* p = at(x, y);
    return {p[0], p[1], p[2]};
  }
  const std::uint8_t* at(AxisView axis, int along, int across) const {
    return at(axis.x(along, across), axis.y(along, across));
  }
  Rgb8 color(AxisView axis, int along, int across) const {
    return color(axis.x(along, across), axis.y(along, across));
  }
  Rect bounds() const { return {0, 0, width, height}; }
  /// A rectangle of the raster in the picture's pixels, and back (clipped to the raster).
  Rect to_picture(const Rect& r) const;
  Rect from_picture(const Rect& r) const;
};

/// Reads `area` (inside the picture, not empty) of the source, taking every n-th pixel in both
/// directions with the smallest n that leaves at most `max_pixels`. Nearest pixels, never means:
/// colors stay the picture's own. Errors: Canceled. Cost: one read of the area.
Result<Raster> read_raster(const PixelSource& source, const Rect& area, std::size_t max_pixels,
                           const Context& context);

/// Shows rectangles of the raster to who looks at its stages, each with its text (fewer: none).
void show_stage(const Raster& raster, const char* stage, const std::vector<Rect>& rects,
                const std::vector<std::string>& texts = {});

/// The raster with rows and columns exchanged (origin and step as they were).
Raster transposed(const Raster& raster);

/// The median of each channel; of at least one color.
Rgb8 median_color(const std::vector<Rgb8>& colors);

/// How two colors of a raster are compared: 0..255. In pictures from JPEG, which smears chroma
/// over 16 pixels and keeps luma, by luma or by weighted chroma, whichever differs more.
struct ColorMetric {
  Compression compression{};
  double chroma_weight = Compression::kChromaWeight;
  int operator()(const std::uint8_t* a, const std::uint8_t* b) const {
    if (!compression.jpeg) return channel_difference(a, b);
    const int r = a[0] - b[0], g = a[1] - b[1], bl = a[2] - b[2];
    const int luma = fast_luma(r, g, bl);
    const double red = (r - luma) / kRedOfChroma, blue = (bl - luma) / kBlueOfChroma;
    return std::max(std::abs(luma),
                    static_cast<int>(chroma_weight * std::sqrt(red * red + blue * blue)));
  }
  int operator()(const Rgb8& a, const std::uint8_t* b) const { return (*this)(a.data(), b); }
  int operator()(const Rgb8& a, const Rgb8& b) const { return (*this)(a.data(), b.data()); }
};

}  // namespace unweave

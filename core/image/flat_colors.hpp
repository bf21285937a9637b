// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// The flat colors of a stepped picture that compression or scaling has blurred: in calm places
/// (`calm`: calm_counts()) nearly all pixels are within a few levels of one of 3 to 32 colors that
/// lie well apart, which not even half of a smooth field's can be. Commonest first; empty for a
/// picture without such colors. Cost: n log n in distinct colors, 2 MB. Deterministic.
std::vector<ColorCode> find_flat_colors(const ColorHistogram& histogram,
                                        const std::vector<std::uint32_t>& calm);

/// A picture of flat colors alone, 8-bit RGB.
struct PosterizedPicture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;
  std::vector<std::uint8_t> selection;  ///< 0 where no flat color is near
  MemorySource source() const {
    return {{width, height, SampleType::U8, 3, false}, rgb.data(), selection.data()};
  }
};

/// `area` of the picture as it was before it was blurred: each pixel has the color of the nearest
/// pixel, up to 8 pixels away, that is one of the flat colors but for rounding. Not the nearest
/// color: on the way from one step to the next may lie the color of a third. Memory: 5 bytes a
/// pixel. Cost: linear in pixels.
PosterizedPicture posterize(const PixelSource& source, const Rect& area,
                            const ColorHistogram& histogram, const std::vector<ColorCode>& flat);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/context.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/compression.hpp"
#include "core/result.hpp"

namespace unweave {

/// A part of a picture held in memory for looking at neighbourhoods: whole rows of the rectangle,
/// in bands of 32 spread evenly over its height. Pictures of up to `max_pixels` are taken whole.
/// With the histogram of the same pixels, a quarter of the bands is kept for those with colors
/// that would be left out: the field's extremes are rare, and lie anywhere.
struct PictureSample {
  struct Band {
    int rows = 0;
    std::vector<ColorCode> codes;        ///< rows * width, kNoData where nothing is visible
    std::vector<std::uint8_t> activity;  ///< rows * width, see below
    /// rows * width, ColorHistogram::slot() of the codes; empty where it was taken without one
    std::vector<std::uint32_t> slots{};
  };
  int width = 0;
  std::size_t colors = 0;  ///< of the histogram whose slots the bands hold; 0: they hold none
  std::vector<Band> bands;
  Compression compression{};  ///< of the picture; take() leaves it to who has measured it

  std::size_t visible_pixels() const;
  /// Makes a pixel one that shows nothing.
  static void hide(Band& band, std::size_t pixel) {
    band.codes[pixel] = kNoData;
    if (!band.slots.empty()) band.slots[pixel] = 0;
  }

  static Result<PictureSample> take(const PixelSource& source, const Rect& area,
                                    std::size_t max_pixels, const Context& context,
                                    const ColorHistogram* histogram = nullptr);
};

/// The sample's visible colors, commonest first, with the number of their pixels whose activity is
/// at most `most_lively`; those with none are left out. Memory as a ColorHistogram, while it runs.
struct ColorCount {
  ColorCode code;
  std::uint32_t pixels;
};
std::vector<ColorCount> color_counts(const PictureSample& sample, int most_lively);

}  // namespace unweave

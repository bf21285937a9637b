// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/context.hpp"
#include "core/image/color_histogram.hpp"
#include "core/result.hpp"

namespace unweave {

/// A part of a picture held in memory for looking at neighbourhoods: whole rows of the rectangle,
/// in bands spread evenly over its height. Pictures of up to `max_pixels` are taken whole.
struct PictureSample {
  struct Band {
    int rows = 0;
    std::vector<ColorCode> codes;        ///< rows * width, kNoData where nothing is visible
    std::vector<std::uint8_t> activity;  ///< rows * width, see below
  };
  int width = 0;
  std::vector<Band> bands;

  static Result<PictureSample> take(const PixelSource& source, const Rect& area,
                                    std::size_t max_pixels, Context& context);
};

/// How lively the picture is around each pixel: the largest difference of any channel between the
/// pixel and its eight neighbours, in 8-bit levels; 255 at the border of no data. Text, lines and
/// edges are lively, a smooth field is quiet. Where the field itself is steep, "quiet" means quiet
/// for that colour: the scale is a low quantile of the activity of the pixels of similar colour.
class QuietScale {
 public:
  explicit QuietScale(const PictureSample& sample);
  /// Weight in [0, 1] of a pair of touching pixels: 1 in a quiet place, falling with the fourth
  /// power of the activity beyond the scale of their colours.
  double weight(ColorCode a, ColorCode b, int activity) const;
  /// True where the activity is at most the scale of the colour.
  bool quiet(ColorCode code, int activity) const;

 private:
  static std::size_t coarse(ColorCode c) {
    return (c >> 20 & 15) << 8 | (c >> 12 & 15) << 4 | (c >> 4 & 15);
  }
  std::vector<float> scale_;  ///< per coarse colour (4 bits a channel)
};

/// A weighted graph of touching colours, as a list of edges (first < second).
struct TouchEdge {
  std::uint32_t first, second;
  double weight;  ///< sum of the pair weights
  double pairs;   ///< number of touching pairs
};

/// Who touches whom: for cells (cell_of[i] is the cell of the histogram's colour i, kNoCell for
/// none), the summed pair weights of horizontally and vertically adjacent pixels in different
/// cells. Edges sorted; deterministic.
inline constexpr std::uint32_t kNoCell = 0xFFFFFFFFu;
std::vector<TouchEdge> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                      const ColorHistogram& histogram,
                                      const std::vector<std::uint32_t>& cell_of);

/// Quiet pixels of each of the histogram's colours.
std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram);

}  // namespace unweave

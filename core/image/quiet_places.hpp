// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/context.hpp"
#include "core/image/color_histogram.hpp"
#include "core/result.hpp"

namespace unweave {

/// A part of a picture held in memory for looking at neighbourhoods: whole rows of the rectangle,
/// in bands of 32 spread evenly over its height. Pictures of up to `max_pixels` are taken whole.
/// With the histogram of the same pixels, a quarter of the bands is kept for those with colours
/// that would be left out: the field's extremes are rare, and lie anywhere.
struct PictureSample {
  struct Band {
    int rows = 0;
    std::vector<ColorCode> codes;        ///< rows * width, kNoData where nothing is visible
    std::vector<std::uint8_t> activity;  ///< rows * width, see below
  };
  int width = 0;
  std::vector<Band> bands;

  std::size_t visible_pixels() const;

  static Result<PictureSample> take(const PixelSource& source, const Rect& area,
                                    std::size_t max_pixels, Context& context,
                                    const ColorHistogram* histogram = nullptr);
};

/// The sample's visible colours, commonest first, with the number of their pixels whose activity is
/// at most `most_lively`; those with none are left out. Memory as a ColorHistogram, while it runs.
struct ColorCount {
  ColorCode code;
  std::uint32_t pixels;
};
std::vector<ColorCount> color_counts(const PictureSample& sample, int most_lively);

/// How much livelier than the picture usually is a place may be to count as quiet. The first level
/// is safe where text and lines are about; the next ones reach steep stretches of the field, such
/// as the rare colours of a narrow peak.
inline constexpr std::array<double, 4> kQuietLevels{1.0, 3.0, 12.0, 48.0};

/// What "quiet" means for each colour. Activity is how lively the picture is around a pixel: the
/// largest difference of any channel between the pixel and its eight neighbours, in 8-bit levels;
/// 255 at the border of no data. Text, lines and edges are lively, a smooth field is quiet. Where
/// the field itself is steep, "quiet" means quiet for that colour: the scale is a low quantile of
/// the activity of the pixels of similar colour, at most kQuietLevels[level] times the picture's
/// median.
class QuietScale {
 public:
  explicit QuietScale(const PictureSample& sample);
  using Weights = std::array<double, kQuietLevels.size()>;
  /// Weights in [0, 1] of a pair of touching pixels, by level: 1 in a quiet place, falling with the
  /// fourth power of the activity beyond the scale of their colours; 0 from twice the scale.
  const Weights& weights(ColorCode a, ColorCode b, int activity) const;
  /// True where the activity is at most the scale of the colour, at the first level.
  bool quiet(ColorCode code, int activity) const;

 private:
  static std::size_t coarse(ColorCode c) { return color_cell<16>(c); }

  /// The scale of a coarse colour (4 bits a channel) is that of its low quantile.
  std::vector<std::uint8_t> low_;
  /// What weights() gives, by low quantile and activity; empty for quantiles that do not occur.
  std::vector<std::vector<Weights>> weights_;
  std::vector<double> quiet_;  ///< the first level's scale, by low quantile
};

/// Two cells that touch somewhere in the picture (first < second).
struct Touch {
  std::uint32_t first, second;
  std::array<double, kQuietLevels.size()> weight;  ///< sums of the pair weights, a level each
  double pairs;                                    ///< number of touching pairs, lively or quiet
};

/// Who touches whom: for cells (cell_of[i] is the cell of the histogram's colour i, kNoCell for
/// none), the horizontally and vertically adjacent pixels in different cells. Sorted;
/// deterministic, whatever the threads.
inline constexpr std::uint32_t kNoCell = 0xFFFFFFFFu;
std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of, unsigned threads = 0);

/// Quiet pixels of each of the histogram's colours. (Here and below `threads` is that of a
/// Context.)
std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram, unsigned threads = 0);

/// Pixels of each of the histogram's colours in the calmest places: the 40 % least lively ones (and
/// all flat ones), whatever their colour.
std::vector<std::uint32_t> calm_counts(const PictureSample& sample, const ColorHistogram& histogram,
                                       unsigned threads = 0);

/// All pixels of each of the histogram's colours in the sample.
std::vector<std::uint32_t> sample_counts(const PictureSample& sample,
                                         const ColorHistogram& histogram, unsigned threads = 0);

/// Of the pixels of the colours that are true in `marked` (by the histogram's order) the share
/// where the picture changes gradually, as interpolation between pixels of the field makes it: the
/// pixel is between its two neighbours, in the direction of the greater change, and not at a step
/// or on a line. 1 where there are no such pixels.
double gradual_share(const PictureSample& sample, const ColorHistogram& histogram,
                     const std::vector<bool>& marked);

}  // namespace unweave

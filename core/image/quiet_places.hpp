// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/image/picture_sample.hpp"

namespace unweave {

/// How much livelier than the picture usually is a place may be to count as quiet. The first level
/// is safe where text and lines are about; the next ones reach steep stretches of the field, such
/// as the rare colors of a narrow peak.
inline constexpr std::array<double, 4> kQuietLevels{1.0, 3.0, 12.0, 48.0};

/// What "quiet" means for each color. Activity is how lively the picture is around a pixel: the
/// largest difference of any channel between the pixel and its eight neighbors, in 8-bit levels;
/// 255 at the border of no data. Text, lines and edges are lively, a smooth field is quiet. Where
/// the field itself is steep, "quiet" means quiet for that color: the scale is a low quantile of
/// the activity of the pixels of similar color, at most kQuietLevels[level] times the picture's
/// median.
class QuietScale {
 public:
  explicit QuietScale(const PictureSample& sample);
  using Weights = std::array<double, kQuietLevels.size()>;
  /// Weights in [0, 1] of a pair of touching pixels, by level: 1 in a quiet place, falling with the
  /// fourth power of the activity beyond the scale of their colors; 0 from twice the scale.
  const Weights& weights(ColorCode a, ColorCode b, int activity) const {
    return weights(std::max(low(a), low(b)), activity);
  }
  /// The same for two colors the greater of whose low quantiles is given: the scales of a higher
  /// quantile are higher at each level.
  const Weights& weights(std::uint8_t low, int activity) const {
    return weights_[low][static_cast<std::size_t>(activity)];
  }
  /// The low quantile of the activity of the pixels of similar color.
  std::uint8_t low(ColorCode code) const { return low_[coarse(code)]; }
  /// The activity up to which the first level calls a place of this color quiet.
  std::uint8_t quiet_up_to(ColorCode code) const;

 private:
  static std::size_t coarse(ColorCode c) { return color_cell<16>(c); }

  /// The scale of a coarse color (4 bits a channel) is that of its low quantile.
  std::vector<std::uint8_t> low_;
  /// What weights() gives, by low quantile and activity; empty for quantiles that do not occur.
  std::vector<std::vector<Weights>> weights_;
  std::vector<double> quiet_;  ///< the first level's scale, by low quantile
};

/// ColorHistogram::slot() of the pixels [begin, end) of a band: those that it holds, or else made
/// in `spare`, which has to live as long.
std::span<const std::uint32_t> slots_of(const PictureSample::Band& band, std::size_t begin,
                                        std::size_t end, const ColorHistogram& histogram,
                                        std::vector<std::uint32_t>& spare);

/// Quiet pixels of each of the histogram's colors. (Here and below `threads` is that of a
/// Context.)
std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram, unsigned threads = 0);

/// Pixels of each of the histogram's colors in the calmest places: the 40 % least lively ones (and
/// all flat ones), whatever their color.
std::vector<std::uint32_t> calm_counts(const PictureSample& sample, const ColorHistogram& histogram,
                                       unsigned threads = 0);

/// All pixels of each of the histogram's colors in the sample.
std::vector<std::uint32_t> sample_counts(const PictureSample& sample,
                                         const ColorHistogram& histogram, unsigned threads = 0);

/// The same of those that are as lively as `most_lively` at most.
std::vector<std::uint32_t> counts_within(const PictureSample& sample,
                                         const ColorHistogram& histogram, int most_lively);

/// Of the pixels of the colors that are true in `marked` (by the histogram's order) the share
/// where the picture changes gradually, as interpolation between pixels of the field makes it: the
/// pixel is between its two neighbors, in the direction of the greater change, and not at a step
/// or on a line. 1 where there are no such pixels.
double gradual_share(const PictureSample& sample, const ColorHistogram& histogram,
                     const std::vector<bool>& marked);

}  // namespace unweave

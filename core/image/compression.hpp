// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/image/color.hpp"

namespace unweave {

struct Raster;

/// By how many standard deviations compression moves a color, for the kinds of places that the
/// layout looks at. Each use also has the limit of exact pictures, whose deviation is 0.
///
/// `compression-bench` (tests/bench/compression) draws figures, compresses them at qualities of 60
/// to 97, and prints the deviation that was measured and by how many such all but 1 in 1000 of the
/// places of each kind are moved at most. With full chroma that is 1.4 to 2.6 (mean), 1.0 to 2.7
/// (median), 7.2 to 10.3 (beside), 7.7 to 11.2 (jump) and 7.9 to 11.3 (thin). With chroma at half
/// the resolution colors bleed across steps of color and into lines as well, by up to 15 levels
/// whatever the quality: 4.3 to 6.2 (median) down to a quality of 85, and up to 25 (thin) at 97.
namespace moved {
inline constexpr double kMean = 2.5;    ///< the mean of a row of pixels
inline constexpr double kMedian = 4.5;  ///< the median of a row of pixels
inline constexpr double kBeside = 9;    ///< a pixel of a flat area beside something drawn
inline constexpr double kJump = 11;     ///< the difference of two such pixels
inline constexpr double kThin = 24;     ///< a pixel of a line of one or two pixels
}  // namespace moved

/// What compression, scaling and noise did to a picture: measured once, and handed down in
/// ColorMetric, PictureSample and FigureLayout. All zero for an exact picture.
struct Compression {
  /// What a difference in Cb or Cr counts beside one in Y' (ITU-T T.871, 8-bit levels), in the
  /// layout and in the lookup. For qualities 40 to 97 with chroma at half the resolution
  /// the best weight in the lookup lies between 0.25 and 0.5, where the error is flat; without
  /// subsampling 0.5 to 0.7 are best. The curve that is found from the colors alone tells 0.4 from
  /// its neighbors: of 156 fields under JPEG it is as good as the known map in 147 with 0.4, in 141
  /// with 0.45 and in 139 with 0.5.
  static constexpr double kChromaWeight = 0.4;

  bool jpeg = false;  ///< luma and chroma were kept apart: differences are looked at in Y'CbCr
  double luma = 0;    ///< standard deviation of Y' beside what is drawn, levels
  double chroma = 0;  ///< the same of Cb and Cr, the greater of both, levels
  int reach = 0;      ///< pixels from something drawn within which flat areas are spoiled

  /// Standard deviation of a color in ColorMetric, levels.
  double sigma() const { return std::max(luma, kChromaWeight * chroma); }
  /// The difference, in levels, up to which two colors may be one: `exact` in an exact picture.
  double limit(double exact, double times) const { return std::max(exact, times * sigma()); }
  /// The same where the exact picture has differences of its own, which add to it.
  double added(double exact, double times) const { return exact + times * sigma(); }

  /// Pixels by which an edge seems moved, where a color ends that was `moved::kBeside` from its
  /// neighbor's: rises with the deviation, to 2 pixels where each edge has a rim of ringing. At
  /// half the resolution chroma spreads by a pixel whatever the quality.
  double edge() const {
    constexpr double kPixels = 0.9, kMost = 2;
    return std::max(jpeg ? 1.0 : 0.0, std::min(kMost, kPixels * sigma()));
  }
  int edge_pixels() const { return static_cast<int>(std::lround(edge())); }

  friend bool operator==(const Compression&, const Compression&) = default;
};

/// Measures it in a picture without paper around what is drawn. `step`: what jpeg_step() says of
/// it; the step to which JPEG has rounded tells how far colors are moved.
Compression measure_compression(const std::optional<double>& step);

/// The same where `raster` shows flat paper of a color around what is drawn: just beside that JPEG
/// rings, while an exact picture keeps its paper. Cost: rays through the paper.
Compression measure_compression(const std::optional<double>& step, const Raster& raster,
                                const Rgb8& paper);

}  // namespace unweave

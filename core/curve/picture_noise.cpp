// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/picture_noise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace unweave {

namespace {

constexpr int kPaper = 24;     // levels: paper, with the ringing around what is drawn
constexpr int kUnknown = 255;  // the activity beside what is not visible
// Of white normal noise the median activity is 3.0 standard deviations of a channel (simulated).
constexpr double kActivity = 3.0;
constexpr double kShared = 1.25;  // noise that neighbors share shows less in their differences
// What CurveDistances::noise() makes of a standard deviation of 1 in each direction across a curve:
// 1.4826 times the median of the distance in a plane.
constexpr double kOfDeviation = 1.4826 * 1.1774;

}  // namespace

double noise_limit(const PictureSample& sample, const std::optional<Rgb8>& paper) {
  std::array<std::size_t, kUnknown> pixels{};
  std::size_t all = 0;
  const ColorCode blank = paper ? code_of(*paper) : 0;
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i) {
      if (band.codes[i] == kNoData || band.activity[i] == kUnknown) continue;
      if (paper && channel_difference(band.codes[i], blank) <= kPaper) continue;
      ++pixels[band.activity[i]];
      ++all;
    }
  std::size_t median = 0, below = pixels[0];
  while (2 * below < all && median + 1 < pixels.size()) below += pixels[++median];
  const double deviation =
      std::max(kShared * static_cast<double>(median) / kActivity, sample.compression.sigma());
  return kOfDeviation * deviation / 255;
}

}  // namespace unweave

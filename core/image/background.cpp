// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/background.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/image/neighborhood.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kNear = 3, kFar = 8;    // pixels outside the flat area
constexpr std::uint8_t kBeyond = 17;  // cap of the distance transform
// Pixels taken out around background: as far as compression reaches. With subsampled chroma colors
// bleed half a block (8 pixels), upsampling another two.
constexpr int kRim = 4, kMostRim = 10;
// Compression spoils flat areas up to a block (16 pixels with subsampled chroma) from their border:
// colors within kRinging levels and kReach pixels of a flat area are counted to it.
constexpr double kRinging = 24;
constexpr int kReach = 16;
constexpr double kMinShare = 0.002;  // of the visible pixels: smaller flat areas are ignored
constexpr double kMostlyFlat = 0.6;  // a stepped picture
constexpr std::size_t kMaxCandidates = 4;

using Distances = std::vector<std::uint8_t>;

/// Chessboard distance to the nearest pixel where `inside` holds, capped at kBeyond.
template <class Inside>
Distances distance_to(const PictureSample::Band& band, int width, Inside inside) {
  BytePlane d(width, static_cast<int>(band.codes.size()) / width, kBeyond);
  for (std::size_t i = 0; i < d.values.size(); ++i)
    if (inside(i)) d.values[i] = 0;
  chessboard_distance(d, kBeyond);
  return std::move(d.values);
}

double median_or_0(std::vector<float>& v) { return v.empty() ? 0 : median(v); }

/// Distance to the area of one background color, with the ringing at its border.
Distances distance_to_area(const PictureSample::Band& band, int width, ColorCode code) {
  const auto flat = distance_to(
      band, width, [&](std::size_t i) { return band.codes[i] == code && band.activity[i] == 0; });
  return distance_to(band, width, [&](std::size_t i) {
    return flat[i] <= kReach && band.codes[i] != kNoData &&
           distance(band.codes[i], code) < kRinging;
  });
}

/// True if compression has reached the area's border: many of its pixels are not quite its color.
bool spoiled(const PictureSample::Band& band, const Distances& d, ColorCode code) {
  std::size_t off = 0, border = 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    off += d[i] == 0 && band.codes[i] != code;
    border += d[i] == 1;
  }
  return static_cast<double>(off) > 0.5 * static_cast<double>(border);
}

/// Median color distance of lively pixels that lie kFar apart.
double usual_change(const PictureSample& sample) {
  std::vector<float> change;
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i + kFar < band.codes.size(); i += 3) {
      const std::size_t j = i + kFar;
      if (i % sample.width + kFar >= static_cast<std::size_t>(sample.width)) continue;
      if (band.codes[i] == kNoData || band.codes[j] == kNoData) continue;
      if (band.activity[i] == 0 || band.activity[j] == 0) continue;
      change.push_back(static_cast<float>(distance(band.codes[i], band.codes[j])));
    }
  return median_or_0(change);
}

/// White or black, as paper and screens are.
bool is_paper(ColorCode code) {
  constexpr int kAlmost = 2;
  const auto [least, most] = std::minmax({red(code), green(code), blue(code)});
  return least >= 255 - kAlmost || most <= kAlmost;
}

/// True where the color changes at the area's border by more than it does within the field: by
/// most of the change at once. A field that is cut off at its highest value changes evenly there.
///
/// Around holes in the white (or black) middle of a diverging map all is whitish, and half of the
/// change comes in the next pixels. There the very first pixel tells: it has 0.04 to 0.09 of the
/// change of 8 pixels where 40 fields were cut off, 0.09 to 0.21 at 27 such holes.
bool jumps_away(const PictureSample& sample, ColorCode code, double usual) {
  constexpr double kJump = 0.6, kFarther = 2;
  constexpr double kPaperJump = 0.1, kPaperFarther = 1.2;
  std::array<std::vector<float>, kFar + 1> rings;
  for (const auto& band : sample.bands) {
    const auto d = distance_to_area(band, sample.width, code);
    for (std::size_t i = 0; i < d.size(); ++i)
      if ((d[i] == 1 || d[i] == kNear || d[i] == kFar) && band.codes[i] != kNoData)
        rings[d[i]].push_back(static_cast<float>(distance(band.codes[i], code)));
  }
  if (rings[kFar].empty()) return false;
  const auto change = [&](int ring) { return median_or_0(rings[ring]) - kRinging; };
  const double far = change(kFar), least = std::max(usual, 8.0);
  if (change(kNear) >= kJump * far && far >= kFarther * least) return true;
  return is_paper(code) && change(1) >= kPaperJump * far && far >= kPaperFarther * least;
}

}  // namespace

std::vector<Background> find_background(const PictureSample& sample) {
  std::size_t all_flat = 0;
  std::vector<Background> candidates;
  const auto total = static_cast<double>(std::max<std::size_t>(sample.visible_pixels(), 1));
  for (const auto& [code, pixels] : color_counts(sample, 0)) {
    all_flat += pixels;
    if (pixels >= kMinShare * total) candidates.push_back({code, pixels / total});
  }
  const double flat_share = static_cast<double>(all_flat) / total;
  if (flat_share > kMostlyFlat && candidates.size() > 3) return {};
  if (candidates.size() > kMaxCandidates) candidates.resize(kMaxCandidates);
  const double usual = usual_change(sample);
  std::erase_if(candidates,
                [&](const Background& b) { return !jumps_away(sample, b.code, usual); });
  return candidates;
}

void remove_background(PictureSample& sample, const std::vector<Background>& background) {
  const int reach = std::clamp(sample.compression.reach, kRim, kMostRim);
  for (const Background& b : background)
    for (auto& band : sample.bands) {
      const auto d = distance_to_area(band, sample.width, b.code);
      const int rim = spoiled(band, d, b.code) ? reach : kRim;
      for (std::size_t i = 0; i < d.size(); ++i)
        if (d[i] <= rim || band.codes[i] == b.code) PictureSample::hide(band, i);
    }
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/compression.hpp"

#include <cstddef>
#include <vector>

#include "core/image/raster.hpp"

namespace unweave {

namespace {

// Rays end at what differs by kDrawn levels from the paper. The pixels kNearest to kFarthest before
// that are looked at: nearer ones may be anti-aliased.
constexpr int kDrawn = 20;
constexpr int kNearest = 3, kFarthest = 7, kShortest = 8;
constexpr int kMostReach = 16;        // a block, where chroma is at half the resolution
constexpr double kMostReaches = 0.9;  // of the rays with spoiled paper: not spoiled farther
constexpr int kGap = 8;               // pixels that are not spoiled: what comes then is another's
constexpr int kRayStep = 2;           // lines between rays

// Of the pixels looked at: those that turn away from the paper again. Of 230 exact pictures 0 to
// 0.014 (0.2 in a map of dots); of 380 JPEG pictures 0.09 to 0.4, one of quality 92 0.055.
constexpr double kRough = 0.06, kRoughInBlocks = 0.025;
constexpr int kFewest = 20;
// A dotted paper is no compression's: JPEG of quality 20 has 3 levels on a white one.
constexpr double kMostSigma = 4;
// Of a level of the step to which coefficients of low order are rounded: the deviation beside what
// is drawn in 99 figures, of qualities 60, 80 and 92 (steps of 10, 5 and 3) is 0.3, 0.42 and 0.41
// of it, as coefficients of higher order are rounded to greater steps and white is cut off.
constexpr double kSigmaOfStep = 0.4;

/// What rays from the border to the first thing drawn see of a paper.
class PaperNoise {
 public:
  PaperNoise(const Raster& raster, const Rgb8& paper) : raster_(raster), paper_(paper) {
    const int w = raster.width, h = raster.height;
    for (int y = 0; y < h; y += kRayStep) {
      follow(0, y, 1, 0, w);
      follow(w - 1, y, -1, 0, w);
    }
    for (int x = 0; x < w; x += kRayStep) {
      follow(x, 0, 0, 1, h);
      follow(x, h - 1, 0, -1, h);
    }
  }

  bool any() const { return seen_ > 0; }
  /// True if more than a share of the pixels are rough.
  bool rough(double share) const {
    return rough_ > kFewest && static_cast<double>(rough_) > share * static_cast<double>(seen_);
  }
  double luma() const { return std::sqrt(luma_ / static_cast<double>(seen_)); }
  double chroma() const { return std::sqrt(chroma_ / static_cast<double>(seen_)); }
  int reach() const {
    if (reaches_.empty()) return 0;
    std::vector<int> sorted = reaches_;
    std::sort(sorted.begin(), sorted.end());
    return std::min(kMostReach, sorted[static_cast<std::size_t>(kMostReaches * sorted.size())]);
  }

 private:
  void follow(int x, int y, int dx, int dy, int length) {
    const auto at = [&](int d) { return raster_.at(x + d * dx, y + d * dy); };
    const auto off = [&](int d) { return channel_difference(paper_.data(), at(d)); };
    int drawn = 0;
    while (drawn < length && off(drawn) <= kDrawn) ++drawn;
    if (drawn == length || drawn < kShortest) return;
    for (int d = drawn - kFarthest; d <= drawn - kNearest; ++d) {
      ++seen_;
      // A field that fades out comes nearer to the paper with every pixel; ringing does not.
      rough_ += off(d) > off(d + 1);
      const LumaChroma c =
          luma_chroma(at(d)[0] - paper_[0], at(d)[1] - paper_[1], at(d)[2] - paper_[2]);
      luma_ += c.luma * c.luma;
      chroma_ += std::max(c.blue * c.blue, c.red * c.red);
    }
    int reach = 0;
    for (int k = 1; k <= std::min(drawn, reach + kGap); ++k)
      if (off(drawn - k) > 0) reach = k;
    if (reach > 0) reaches_.push_back(reach);
  }

  const Raster& raster_;
  const Rgb8 paper_;
  long long seen_ = 0, rough_ = 0;
  double luma_ = 0, chroma_ = 0;
  std::vector<int> reaches_;
};

}  // namespace

Compression measure_compression(const std::optional<double>& step) {
  Compression out;
  if (!step) return out;
  out.jpeg = true;
  out.luma = out.chroma = std::min(kMostSigma, kSigmaOfStep * *step);
  out.reach = kMostReach;
  return out;
}

Compression measure_compression(const std::optional<double>& step, const Raster& raster,
                                const Rgb8& paper) {
  const PaperNoise noise(raster, paper);
  if (!noise.any()) return measure_compression(step);
  Compression out;
  // Paper tells more surely than blocks, which fields of flat areas may seem to have.
  if (!noise.rough(step ? kRoughInBlocks : kRough)) return out;
  out.jpeg = true;
  out.luma = std::min(kMostSigma, noise.luma());
  out.chroma = std::min(kMostSigma, noise.chroma());
  out.reach = noise.reach();
  return out;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quiet_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <utility>

#include "core/parallel.hpp"

namespace unweave {

namespace {

using ActivityCounts = std::array<std::uint32_t, 256>;

/// The activity below which a share q of the lively (activity > 0) pixels lies.
double lively_quantile(const ActivityCounts& counts, double q) {
  std::uint64_t lively = 0;
  for (int a = 1; a < 255; ++a) lively += counts[a];
  if (lively == 0) return 0;
  const auto target = static_cast<std::uint64_t>(q * static_cast<double>(lively));
  std::uint64_t sum = 0;
  for (int a = 1; a < 255; ++a) {
    sum += counts[a];
    if (sum > target) return a;
  }
  return 254;
}

}  // namespace

QuietScale::QuietScale(const PictureSample& sample)
    : low_(kColorCells<16>), weights_(256), quiet_(256) {
  std::vector<ActivityCounts> counts(low_.size(), ActivityCounts{});
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) ++counts[coarse(band.codes[i])][band.activity[i]];
  ActivityCounts all{};
  for (const ActivityCounts& c : counts)
    for (std::size_t a = 0; a < all.size(); ++a) all[a] += c[a];
  const double typical = std::max(1.0, lively_quantile(all, 0.5));
  for (std::size_t c = 0; c < low_.size(); ++c) {
    low_[c] = static_cast<std::uint8_t>(lively_quantile(counts[c], 0.25));
    std::vector<Weights>& table = weights_[low_[c]];
    if (!table.empty()) continue;
    table.resize(256);
    for (std::size_t level = 0; level < kQuietLevels.size(); ++level) {
      const double own = low_[c] * std::max(1.0, kQuietLevels[level] / kQuietLevels[1]);
      const double scale = 1.5 * std::clamp(own, 1.0, kQuietLevels[level] * typical);
      if (level == 0) quiet_[low_[c]] = scale;
      for (int activity = 0; activity < 256; ++activity) {
        const double ratio = activity / scale;
        if (ratio <= 2.0)
          table[static_cast<std::size_t>(activity)][level] =
              1.0 / (1.0 + ratio * ratio * ratio * ratio);
      }
    }
  }
}

std::uint8_t QuietScale::quiet_up_to(ColorCode code) const {
  return static_cast<std::uint8_t>(std::min(255.0, quiet_[low(code)]));
}

namespace {

/// Of each of the histogram's colors the sample's pixels that are as lively as limits[slot] at
/// most.
std::vector<std::uint32_t> counts_up_to(const PictureSample& sample,
                                        const ColorHistogram& histogram, unsigned threads,
                                        const std::vector<std::uint8_t>& limits) {
  constexpr std::size_t kPixels = std::size_t{1} << 17;  // worth a thread
  struct Piece {
    const PictureSample::Band* band;
    std::size_t begin, end;
  };
  std::vector<Piece> pieces;
  for (const auto& band : sample.bands)
    for (std::size_t at = 0; at < band.codes.size(); at += kPixels)
      pieces.push_back({&band, at, std::min(at + kPixels, band.codes.size())});
  std::vector<std::uint32_t> counts(histogram.size() + 1, 0);
  std::mutex adding;
  in_parallel(pieces.size(), threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    std::vector<std::uint32_t> own(counts.size(), 0), spare;
    for (std::size_t p = first; p < last; ++p) {
      const Piece& piece = pieces[p];
      const auto slots = slots_of(*piece.band, piece.begin, piece.end, histogram, spare);
      const std::uint8_t* activity = piece.band->activity.data() + piece.begin;
      for (std::size_t i = 0; i < slots.size(); ++i)
        own[slots[i]] += activity[i] <= limits[slots[i]];
    }
    const std::lock_guard lock(adding);
    for (std::size_t k = 0; k < own.size(); ++k) counts[k] += own[k];
  });
  counts.erase(counts.begin());  // of no data
  return counts;
}

std::vector<std::uint32_t> counts_up_to(const PictureSample& sample,
                                        const ColorHistogram& histogram, unsigned threads,
                                        int limit) {
  return counts_up_to(sample, histogram, threads,
                      std::vector(histogram.size() + 1, static_cast<std::uint8_t>(limit)));
}

}  // namespace

std::span<const std::uint32_t> slots_of(const PictureSample::Band& band, std::size_t begin,
                                        std::size_t end, const ColorHistogram& histogram,
                                        std::vector<std::uint32_t>& spare) {
  if (!band.slots.empty()) return {band.slots.data() + begin, end - begin};
  spare.resize(end - begin);
  for (std::size_t i = begin; i < end; ++i) spare[i - begin] = histogram.slot(band.codes[i]);
  return spare;
}

std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram, unsigned threads) {
  std::vector<std::uint8_t> limits(1, 0);
  limits.reserve(histogram.size() + 1);
  for (const ColorCode code : histogram.codes()) limits.push_back(scale.quiet_up_to(code));
  return counts_up_to(sample, histogram, threads, limits);
}

std::vector<std::uint32_t> calm_counts(const PictureSample& sample, const ColorHistogram& histogram,
                                       unsigned threads) {
  ActivityCounts all{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) ++all[band.activity[i]];
  return counts_up_to(sample, histogram, threads, static_cast<int>(lively_quantile(all, 0.4)));
}

std::vector<std::uint32_t> sample_counts(const PictureSample& sample,
                                         const ColorHistogram& histogram, unsigned threads) {
  return counts_up_to(sample, histogram, threads, 255);
}

std::vector<std::uint32_t> counts_within(const PictureSample& sample,
                                         const ColorHistogram& histogram, int most_lively) {
  return counts_up_to(sample, histogram, 1, most_lively);
}

namespace {

/// How far a color is from the middle of two others, and half of how far those are apart; levels.
std::pair<double, double> curvature(ColorCode a, ColorCode c, ColorCode b) {
  double bent = 0, change = 0;
  const auto add = [&](int from, int at, int to) {
    bent = std::max(bent, std::abs(at - 0.5 * (from + to)));
    change = std::max(change, 0.5 * std::abs(to - from));
  };
  add(red(a), red(c), red(b));
  add(green(a), green(c), green(b));
  add(blue(a), blue(c), blue(b));
  return {bent, change};
}

}  // namespace

double gradual_share(const PictureSample& sample, const ColorHistogram& histogram,
                     const std::vector<bool>& marked) {
  constexpr double kBent = 0.5;  // of the change: an even slope has 0, a step of one pixel has 1
  const int w = sample.width;
  std::uint64_t all = 0, gradual = 0;
  std::vector<std::uint8_t> asked(1, 0);  // by slot
  asked.insert(asked.end(), marked.begin(), marked.end());
  std::vector<std::uint32_t> spare;
  for (const PictureSample::Band& band : sample.bands) {
    const auto slots = slots_of(band, 0, band.codes.size(), histogram, spare);
    for (int y = 1; y + 1 < band.rows; ++y)
      for (int x = 1; x + 1 < w; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * w + x;
        if (!asked[slots[i]]) continue;
        const ColorCode* p = &band.codes[i];
        ++all;
        if (p[-1] == kNoData || p[1] == kNoData || p[-w] == kNoData || p[w] == kNoData) continue;
        const auto across = curvature(p[-1], *p, p[1]), down = curvature(p[-w], *p, p[w]);
        const auto& steepest = across.second > down.second ? across : down;
        gradual += steepest.first < kBent * steepest.second;
      }
  }
  return all > 0 ? double(gradual) / double(all) : 1;
}

}  // namespace unweave

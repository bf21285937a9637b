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

const QuietScale::Weights& QuietScale::weights(ColorCode a, ColorCode b, int activity) const {
  // The scales of a higher quantile are higher at each level.
  return weights_[std::max(low_[coarse(a)], low_[coarse(b)])][static_cast<std::size_t>(activity)];
}

bool QuietScale::quiet(ColorCode code, int activity) const {
  return activity <= quiet_[low_[coarse(code)]];
}

namespace {

/// Of each of the histogram's colors the sample's pixels for which keep(color, activity) holds.
template <class Keep>
std::vector<std::uint32_t> counts_where(const PictureSample& sample,
                                        const ColorHistogram& histogram, unsigned threads,
                                        Keep keep) {
  constexpr std::size_t kPixels = std::size_t{1} << 17;  // worth a thread
  struct Piece {
    const PictureSample::Band* band;
    std::size_t begin, end;
  };
  std::vector<Piece> pieces;
  for (const auto& band : sample.bands)
    for (std::size_t at = 0; at < band.codes.size(); at += kPixels)
      pieces.push_back({&band, at, std::min(at + kPixels, band.codes.size())});
  std::vector<std::uint32_t> counts(histogram.size(), 0);
  std::mutex adding;
  in_parallel(pieces.size(), threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    std::vector<std::uint32_t> own(histogram.size(), 0);
    for (std::size_t p = first; p < last; ++p)
      for (std::size_t i = pieces[p].begin; i < pieces[p].end; ++i) {
        const ColorCode code = pieces[p].band->codes[i];
        if (code != kNoData && keep(code, pieces[p].band->activity[i]))
          ++own[histogram.index(code)];
      }
    const std::lock_guard lock(adding);
    for (std::size_t k = 0; k < own.size(); ++k) counts[k] += own[k];
  });
  return counts;
}

}  // namespace

std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram, unsigned threads) {
  return counts_where(sample, histogram, threads,
                      [&](ColorCode code, int activity) { return scale.quiet(code, activity); });
}

std::vector<std::uint32_t> calm_counts(const PictureSample& sample, const ColorHistogram& histogram,
                                       unsigned threads) {
  ActivityCounts all{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) ++all[band.activity[i]];
  const double limit = lively_quantile(all, 0.4);
  return counts_where(sample, histogram, threads,
                      [&](ColorCode, int activity) { return activity <= limit; });
}

std::vector<std::uint32_t> sample_counts(const PictureSample& sample,
                                         const ColorHistogram& histogram, unsigned threads) {
  return counts_where(sample, histogram, threads, [](ColorCode, int) { return true; });
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
  for (const PictureSample::Band& band : sample.bands)
    for (int y = 1; y + 1 < band.rows; ++y)
      for (int x = 1; x + 1 < w; ++x) {
        const ColorCode* p = &band.codes[static_cast<std::size_t>(y) * w + x];
        if (*p == kNoData || !marked[histogram.index(*p)]) continue;
        ++all;
        if (p[-1] == kNoData || p[1] == kNoData || p[-w] == kNoData || p[w] == kNoData) continue;
        const auto across = curvature(p[-1], *p, p[1]), down = curvature(p[-w], *p, p[w]);
        const auto& steepest = across.second > down.second ? across : down;
        gradual += steepest.first < kBent * steepest.second;
      }
  return all > 0 ? double(gradual) / double(all) : 1;
}

}  // namespace unweave

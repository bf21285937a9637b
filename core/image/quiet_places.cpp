// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quiet_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace unweave {

namespace {

int difference(ColorCode a, ColorCode b) {
  if (a == b) return 0;
  if (a == kNoData || b == kNoData) return 255;
  return std::max(
      {std::abs(red(a) - red(b)), std::abs(green(a) - green(b)), std::abs(blue(a) - blue(b))});
}

/// Largest difference to the eight neighbours; the sample's border counts as quiet.
void measure_activity(PictureSample::Band& band, int width) {
  band.activity.assign(band.codes.size(), 0);
  const auto compare = [&](std::size_t i, std::size_t j) {
    const auto d = static_cast<std::uint8_t>(difference(band.codes[i], band.codes[j]));
    band.activity[i] = std::max(band.activity[i], d);
    band.activity[j] = std::max(band.activity[j], d);
  };
  const auto w = static_cast<std::size_t>(width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(band.rows); ++y) {
    for (std::size_t x = 0; x < w; ++x) {
      const std::size_t i = y * w + x;
      if (x + 1 < w) compare(i, i + 1);
      if (y + 1 == static_cast<std::size_t>(band.rows)) continue;
      compare(i, i + w);
      if (x + 1 < w) compare(i, i + w + 1);
      if (x > 0) compare(i, i + w - 1);
    }
  }
}

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

Result<PictureSample> PictureSample::take(const PixelSource& source, const Rect& area,
                                          std::size_t max_pixels, Context& context) {
  PictureSample sample;
  sample.width = area.width;
  constexpr int kBandRows = 64;
  const int bands = (area.height + kBandRows - 1) / kBandRows;
  const auto affordable = static_cast<int>(max_pixels / kBandRows / std::max(area.width, 1));
  const int wanted = std::clamp(affordable, 1, bands);
  PixelReader reader(source);
  for (int k = 0; k < wanted; ++k) {
    // Evenly spread; with wanted == bands every band once.
    const int index = static_cast<int>((2LL * k + 1) * bands / (2LL * wanted));
    const int y = area.y + index * kBandRows;
    const Rect rect{area.x, y, area.width, std::min(kBandRows, area.bottom() - y)};
    Band band;
    band.rows = rect.height;
    // Whole pictures are joined into one band, so that no pair of rows is lost.
    if (wanted == bands && !sample.bands.empty()) {
      Band& all = sample.bands.front();
      const std::size_t old = all.codes.size();
      all.codes.resize(old + static_cast<std::size_t>(rect.area()));
      reader.read_codes(rect, all.codes.data() + old);
      all.rows += rect.height;
    } else {
      band.codes.resize(static_cast<std::size_t>(rect.area()));
      reader.read_codes(rect, band.codes.data());
      sample.bands.push_back(std::move(band));
    }
    if (!context.progress(Stage::Ordering, 0.2 + 0.1 * (k + 1) / wanted))
      return fail(Reason::Cancelled);
  }
  for (Band& band : sample.bands) measure_activity(band, sample.width);
  return sample;
}

QuietScale::QuietScale(const PictureSample& sample) : own_(std::size_t{1} << 12) {
  std::vector<ActivityCounts> counts(own_.size(), ActivityCounts{});
  ActivityCounts all{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) {
        ++counts[coarse(band.codes[i])][band.activity[i]];
        ++all[band.activity[i]];
      }
  typical_ = std::max(1.0, lively_quantile(all, 0.5));
  for (std::size_t c = 0; c < own_.size(); ++c)
    own_[c] = static_cast<float>(lively_quantile(counts[c], 0.25));
}

double QuietScale::scale(ColorCode c, std::size_t level) const {
  const double own = own_[coarse(c)] * std::max(1.0, kQuietLevels[level] / kQuietLevels[1]);
  return 1.5 * std::clamp(own, 1.0, kQuietLevels[level] * typical_);
}

double QuietScale::weight(ColorCode a, ColorCode b, int activity, std::size_t level) const {
  const double ratio = activity / std::max(scale(a, level), scale(b, level));
  if (ratio > 2.0) return 0.0;
  return 1.0 / (1.0 + ratio * ratio * ratio * ratio);
}

bool QuietScale::quiet(ColorCode code, int activity) const { return activity <= scale(code, 0); }

std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of) {
  struct Sum {
    std::array<double, kQuietLevels.size()> weight{};
    double pairs = 0;
  };
  std::unordered_map<std::uint64_t, Sum> sums;
  sums.reserve(1 << 16);
  const auto w = static_cast<std::size_t>(sample.width);
  for (const auto& band : sample.bands) {
    const auto touch = [&](std::size_t i, std::size_t j) {
      const ColorCode a = band.codes[i], b = band.codes[j];
      if (a == b || a == kNoData || b == kNoData) return;
      std::uint64_t ca = cell_of[histogram.index(a)], cb = cell_of[histogram.index(b)];
      if (ca == cb || ca == kNoCell || cb == kNoCell) return;
      if (ca > cb) std::swap(ca, cb);
      const int activity = std::max(band.activity[i], band.activity[j]);
      Sum& sum = sums[ca << 32 | cb];
      for (std::size_t l = 0; l < kQuietLevels.size(); ++l)
        sum.weight[l] += scale.weight(a, b, activity, l);
      sum.pairs += 1;
    };
    const std::size_t n = band.codes.size();
    for (std::size_t i = 0; i < n; ++i) {
      if ((i + 1) % w != 0) touch(i, i + 1);
      if (i + w < n) touch(i, i + w);
    }
  }
  std::vector<Touch> touches;
  touches.reserve(sums.size());
  for (const auto& [key, sum] : sums)
    touches.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key),
                       sum.weight, sum.pairs});
  std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  return touches;
}

std::vector<std::uint32_t> quiet_counts(const PictureSample& sample, const QuietScale& scale,
                                        const ColorHistogram& histogram) {
  std::vector<std::uint32_t> counts(histogram.size(), 0);
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData && scale.quiet(band.codes[i], band.activity[i]))
        ++counts[histogram.index(band.codes[i])];
  return counts;
}

std::vector<std::uint32_t> calm_counts(const PictureSample& sample,
                                       const ColorHistogram& histogram) {
  ActivityCounts all{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) ++all[band.activity[i]];
  const double limit = lively_quantile(all, 0.4);
  std::vector<std::uint32_t> counts(histogram.size(), 0);
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData && band.activity[i] <= limit)
        ++counts[histogram.index(band.codes[i])];
  return counts;
}

std::vector<std::uint32_t> sample_counts(const PictureSample& sample,
                                         const ColorHistogram& histogram) {
  std::vector<std::uint32_t> counts(histogram.size(), 0);
  for (const auto& band : sample.bands)
    for (const ColorCode code : band.codes)
      if (code != kNoData) ++counts[histogram.index(code)];
  return counts;
}

}  // namespace unweave

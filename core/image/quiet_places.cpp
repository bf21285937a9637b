// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quiet_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "core/parallel.hpp"

namespace unweave {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// most[k] = max(most[k], |a[k] - b[k]|)
void keep_largest_difference(const std::uint8_t* a, const std::uint8_t* b, std::size_t n,
                             std::uint8_t* most) {
  for (std::size_t k = 0; k < n; ++k) {
    const auto d = static_cast<std::uint8_t>(std::max(a[k], b[k]) - std::min(a[k], b[k]));
    most[k] = std::max(most[k], d);
  }
}

/// Largest difference to the eight neighbours; the sample's border counts as quiet. A code is four
/// bytes, of which the highest is 0, or 255 for no data: the largest difference of any byte is the
/// difference of the colours, and 255 between a colour and no data.
void measure_activity(PictureSample::Band& band, int width, unsigned threads) {
  band.activity.assign(band.codes.size(), 0);
  const auto w = static_cast<std::size_t>(width), rows = static_cast<std::size_t>(band.rows);
  constexpr std::size_t kRows = 64;  // worth a thread
  in_parallel(rows, threads, kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
    Bytes most(4 * w);
    const auto bytes = [&](std::size_t y) {
      return reinterpret_cast<const std::uint8_t*>(band.codes.data() + y * w);
    };
    for (std::size_t y = begin; y < end; ++y) {
      std::fill(most.begin(), most.end(), std::uint8_t{0});
      const std::uint8_t* row = bytes(y);
      for (std::size_t other = y > 0 ? y - 1 : y; other < std::min(rows, y + 2); ++other) {
        const std::uint8_t* beside = bytes(other);
        if (other != y) keep_largest_difference(row, beside, 4 * w, most.data());
        keep_largest_difference(row, beside + 4, 4 * (w - 1), most.data());
        keep_largest_difference(row + 4, beside, 4 * (w - 1), most.data() + 4);
      }
      for (std::size_t x = 0; x < w; ++x) {
        const std::uint8_t* m = &most[4 * x];
        band.activity[y * w + x] = std::max(std::max(m[0], m[1]), std::max(m[2], m[3]));
      }
    }
  });
}

using ActivityCounts = std::array<std::uint32_t, 256>;

/// Sums for pairs of cells, by linear probing.
class TouchSums {
 public:
  using Sum = Touch;
  TouchSums() : places_(std::size_t{1} << 16, kEmpty) {}

  /// The sums of a pair, first < second; zero when it is new.
  Sum& of(std::uint32_t first, std::uint32_t second) {
    std::size_t at = place(first, second);
    while (places_[at] != kEmpty) {
      Sum& sum = sums_[places_[at]];
      if (sum.first == first && sum.second == second) return sum;
      at = (at + 1) & (places_.size() - 1);
    }
    places_[at] = static_cast<std::uint32_t>(sums_.size());
    sums_.push_back({first, second, {}, 0});
    if (2 * sums_.size() > places_.size()) grow();
    return sums_.back();
  }
  const std::vector<Sum>& all() const { return sums_; }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFFu;

  std::size_t place(std::uint32_t first, std::uint32_t second) const {
    const std::uint64_t mixed =
        (std::uint64_t{first} << 32 | second) * std::uint64_t{0x9E3779B97F4A7C15};  // Knuth 1973
    return static_cast<std::size_t>(mixed >> 32) & (places_.size() - 1);
  }
  void grow() {
    places_.assign(2 * places_.size(), kEmpty);
    for (std::uint32_t i = 0; i < sums_.size(); ++i) {
      std::size_t at = place(sums_[i].first, sums_[i].second);
      while (places_[at] != kEmpty) at = (at + 1) & (places_.size() - 1);
      places_[at] = i;
    }
  }

  std::vector<std::uint32_t> places_;  // number of a sum; a power of two of them
  std::vector<Sum> sums_;
};

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
  for (Band& band : sample.bands) measure_activity(band, sample.width, context.threads);
  return sample;
}

QuietScale::QuietScale(const PictureSample& sample) : scale_(std::size_t{1} << 12) {
  std::vector<ActivityCounts> counts(scale_.size(), ActivityCounts{});
  ActivityCounts all{};
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i)
      if (band.codes[i] != kNoData) {
        ++counts[coarse(band.codes[i])][band.activity[i]];
        ++all[band.activity[i]];
      }
  const double typical = std::max(1.0, lively_quantile(all, 0.5));
  for (std::size_t c = 0; c < scale_.size(); ++c) {
    const auto low = static_cast<float>(lively_quantile(counts[c], 0.25));
    for (std::size_t level = 0; level < kQuietLevels.size(); ++level) {
      const double own = low * std::max(1.0, kQuietLevels[level] / kQuietLevels[1]);
      scale_[c][level] = 1.5 * std::clamp(own, 1.0, kQuietLevels[level] * typical);
    }
  }
}

QuietScale::Weights QuietScale::weights(ColorCode a, ColorCode b, int activity) const {
  const auto &of_a = scale_[coarse(a)], &of_b = scale_[coarse(b)];
  Weights weights{};
  for (std::size_t level = 0; level < weights.size(); ++level) {
    const double ratio = activity / std::max(of_a[level], of_b[level]);
    if (!(ratio > 2.0)) weights[level] = 1.0 / (1.0 + ratio * ratio * ratio * ratio);
  }
  return weights;
}

bool QuietScale::quiet(ColorCode code, int activity) const {
  return activity <= scale_[coarse(code)][0];
}

std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of) {
  TouchSums sums;
  const auto w = static_cast<std::size_t>(sample.width);
  std::vector<std::uint32_t> cells;
  for (const auto& band : sample.bands) {
    const std::size_t n = band.codes.size();
    cells.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t slot = histogram.slot(band.codes[i]);
      cells[i] = slot == 0 ? kNoCell : cell_of[slot - 1];
    }
    const auto touch = [&](std::size_t i, std::size_t j) {
      const std::uint32_t ci = cells[i], cj = cells[j];
      if (ci == cj || ci == kNoCell || cj == kNoCell) return;
      const auto weights =
          scale.weights(band.codes[i], band.codes[j], std::max(band.activity[i], band.activity[j]));
      TouchSums::Sum& sum = sums.of(std::min(ci, cj), std::max(ci, cj));
      for (std::size_t l = 0; l < kQuietLevels.size(); ++l) sum.weight[l] += weights[l];
      sum.pairs += 1;
    };
    for (std::size_t i = 0; i < n; ++i) {
      if ((i + 1) % w != 0) touch(i, i + 1);
      if (i + w < n) touch(i, i + w);
    }
  }
  std::vector<Touch> touches;
  touches.reserve(sums.all().size());
  for (const TouchSums::Sum& sum : sums.all())
    touches.push_back({sum.first, sum.second, sum.weight, sum.pairs});
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

namespace {

/// How far a colour is from the middle of two others, and half of how far those are apart; levels.
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

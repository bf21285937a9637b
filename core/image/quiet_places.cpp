// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quiet_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <span>
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
  TouchSums() : places_(std::size_t{1} << 16, kEmpty) {}

  /// The sums of a pair, first < second; zero when it is new.
  Touch& of(std::uint32_t first, std::uint32_t second) {
    std::size_t at = place(first, second);
    while (places_[at] != kEmpty) {
      Touch& sum = sums_[places_[at]];
      if (sum.first == first && sum.second == second) return sum;
      at = (at + 1) & (places_.size() - 1);
    }
    places_[at] = static_cast<std::uint32_t>(sums_.size());
    sums_.push_back({first, second, {}, 0});
    if (2 * sums_.size() > places_.size()) grow();
    return sums_.back();
  }
  const std::vector<Touch>& all() const { return sums_; }

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
  std::vector<Touch> sums_;
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

namespace {

constexpr int kBandRows = 32;

/// Takes bands of one picture, each at most once.
class BandReader {
 public:
  BandReader(const PixelSource& source, const Rect& area) : area_(area), reader_(source) {}

  int count() const { return (area_.height + kBandRows - 1) / kBandRows; }
  Rect rows_of(int index) const {
    const int y = area_.y + index * kBandRows;
    return {area_.x, y, area_.width, std::min(kBandRows, area_.bottom() - y)};
  }
  PictureSample::Band read(int index) {
    const Rect rows = rows_of(index);
    PictureSample::Band band{rows.height, {}, {}};
    band.codes.resize(static_cast<std::size_t>(rows.area()));
    reader_.read_codes(rows, band.codes.data());
    return band;
  }
  /// Whole pictures are joined into one band, so that no pair of rows is lost.
  PictureSample::Band read_all() {
    PictureSample::Band all{area_.height, {}, {}};
    all.codes.resize(static_cast<std::size_t>(area_.area()));
    ColorCode* to = all.codes.data();
    for (int k = 0; k < count(); ++k) {
      reader_.read_codes(rows_of(k), to);
      to += rows_of(k).area();
    }
    return all;
  }

 private:
  Rect area_;
  PixelReader reader_;
};

/// The picture's colours that are not in a sample yet, by the band of the counting pass in which
/// each occurred first.
class MissingColors {
 public:
  explicit MissingColors(const ColorHistogram& histogram)
      : histogram_(histogram), missing_(histogram.size(), true) {}

  void take(const std::vector<ColorCode>& codes) {
    for (const ColorCode code : codes)
      if (const std::uint32_t slot = histogram_.slot(code)) missing_[slot - 1] = false;
  }
  /// True if a band holds some of them.
  bool any_in(const std::vector<ColorCode>& codes) const {
    return std::ranges::any_of(codes, [&](ColorCode code) {
      const std::uint32_t slot = histogram_.slot(code);
      return slot != 0 && missing_[slot - 1];
    });
  }
  /// First rows of the counting pass's bands, those with the most of them first.
  std::vector<int> places() const {
    std::map<int, std::size_t> by_row;
    for (std::size_t k = 0; k < missing_.size(); ++k)
      if (missing_[k]) ++by_row[histogram_.first_bands()[k]];
    std::vector<std::pair<int, std::size_t>> rows(by_row.begin(), by_row.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<int> out;
    for (const auto& [row, n] : rows) out.push_back(row);
    return out;
  }

 private:
  const ColorHistogram& histogram_;
  std::vector<bool> missing_;
};

}  // namespace

Result<PictureSample> PictureSample::take(const PixelSource& source, const Rect& area,
                                          std::size_t max_pixels, Context& context,
                                          const ColorHistogram* histogram) {
  constexpr std::size_t kForRare = 4;  // one part in so many, for colours that were left out
  PictureSample sample;
  sample.width = area.width;
  BandReader reader(source, area);
  const auto step = [&](double done) {
    return context.progress(Stage::Ordering, 0.2 + 0.1 * done);
  };
  if (static_cast<std::size_t>(area.area()) <= max_pixels) {
    sample.bands.push_back(reader.read_all());
  } else {
    const auto pixels = static_cast<std::size_t>(kBandRows) * area.width;
    const auto affordable = [&](std::size_t n) { return static_cast<int>(n / pixels); };
    const std::size_t for_rare = histogram ? max_pixels / kForRare : 0;
    const int wanted = std::clamp(affordable(max_pixels - for_rare), 1, reader.count());
    std::optional<MissingColors> missing;
    if (histogram) missing.emplace(*histogram);
    std::set<int> taken;
    const auto add = [&](int index, Band band) {
      if (missing) missing->take(band.codes);
      sample.bands.push_back(std::move(band));
      taken.insert(index);
    };
    for (int k = 0; k < wanted; ++k) {
      const int index = static_cast<int>((2LL * k + 1) * reader.count() / (2LL * wanted));
      add(index, reader.read(index));
      if (!step(static_cast<double>(k) / wanted)) return fail(Reason::Cancelled);
    }
    int left = affordable(for_rare);
    for (const int row : missing ? missing->places() : std::vector<int>()) {
      const int first = (row - area.y) / kBandRows;
      const int last = std::min(reader.count(), (row - area.y + band_rows(area.width)) / kBandRows);
      for (int index = first; index < last && left > 0; ++index) {
        if (taken.contains(index)) continue;
        Band band = reader.read(index);
        if (!missing->any_in(band.codes)) continue;
        add(index, std::move(band));
        --left;
      }
      if (left <= 0) break;
    }
  }
  if (!step(1)) return fail(Reason::Cancelled);
  for (Band& band : sample.bands) measure_activity(band, sample.width, context.threads);
  return sample;
}

std::vector<ColorCount> color_counts(const PictureSample& sample, int most_lively) {
  const ColorTablePages table = zero_pages();
  if (!table) throw std::bad_alloc();
  std::vector<ColorCode> codes;
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.codes.size(); ++i) {
      if (band.codes[i] == kNoData || band.activity[i] > most_lively) continue;
      if (table[place_of(band.codes[i])]++ == 0) codes.push_back(band.codes[i]);
    }
  std::vector<ColorCount> counts;
  counts.reserve(codes.size());
  for (const ColorCode code : codes) counts.push_back({code, table[place_of(code)]});
  std::sort(counts.begin(), counts.end(), [](const ColorCount& a, const ColorCount& b) {
    return a.pixels != b.pixels ? a.pixels > b.pixels : a.code < b.code;
  });
  return counts;
}

std::size_t PictureSample::visible_pixels() const {
  std::size_t visible = 0;
  for (const Band& band : bands)
    visible += static_cast<std::size_t>(
        std::ranges::count_if(band.codes, [](ColorCode c) { return c != kNoData; }));
  return visible;
}

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

/// The touches of a band's rows [begin, end): each pixel with those to its right and below it.
class TouchCounter {
 public:
  TouchCounter(const QuietScale& scale, const ColorHistogram& histogram,
               const std::vector<std::uint32_t>& cell_of)
      : scale_(scale), histogram_(histogram), cell_of_(cell_of) {}

  void add(const PictureSample::Band& band, std::size_t width, std::size_t begin, std::size_t end) {
    const std::size_t first = begin * width, rows = static_cast<std::size_t>(band.rows);
    find_cells({band.codes.data() + first, (std::min(end + 1, rows) - begin) * width});
    const auto touch = [&](std::size_t i, std::size_t j) {
      const std::uint32_t ci = cells_[i - first], cj = cells_[j - first];
      if (ci == cj || ci == kNoCell || cj == kNoCell) return;
      const auto& weights = scale_.weights(band.codes[i], band.codes[j],
                                           std::max(band.activity[i], band.activity[j]));
      Touch& sum = sums_.of(std::min(ci, cj), std::max(ci, cj));
      for (std::size_t l = 0; l < kQuietLevels.size(); ++l) sum.weight[l] += weights[l];
      sum.pairs += 1;
    };
    for (std::size_t i = first; i < end * width; ++i) {
      if ((i + 1) % width != 0) touch(i, i + 1);
      if (i + width < rows * width) touch(i, i + width);
    }
  }
  void add(const TouchCounter& other) {
    for (const Touch& part : other.sums_.all()) {
      Touch& sum = sums_.of(part.first, part.second);
      for (std::size_t l = 0; l < kQuietLevels.size(); ++l) sum.weight[l] += part.weight[l];
      sum.pairs += part.pairs;
    }
  }
  const std::vector<Touch>& touches() const { return sums_.all(); }

 private:
  void find_cells(std::span<const ColorCode> codes) {
    cells_.resize(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const std::uint32_t slot = histogram_.slot(codes[i]);
      cells_[i] = slot == 0 ? kNoCell : cell_of_[slot - 1];
    }
  }

  const QuietScale& scale_;
  const ColorHistogram& histogram_;
  const std::vector<std::uint32_t>& cell_of_;
  std::vector<std::uint32_t> cells_;
  TouchSums sums_;
};

}  // namespace

std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of, unsigned threads) {
  // Sums over parts that the picture alone decides on: the same whatever the threads.
  constexpr std::size_t kPixelsAPart = std::size_t{1} << 18, kMostParts = 8;
  const auto width = static_cast<std::size_t>(sample.width);
  std::size_t pixels = 0;
  for (const auto& band : sample.bands) pixels += band.codes.size();
  std::vector<TouchCounter> parts(std::clamp<std::size_t>(pixels / kPixelsAPart, 1, kMostParts),
                                  TouchCounter(scale, histogram, cell_of));
  in_parallel(parts.size(), threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    for (std::size_t p = first; p < last; ++p)
      for (const auto& band : sample.bands) {
        const auto rows = static_cast<std::size_t>(band.rows);
        parts[p].add(band, width, rows * p / parts.size(), rows * (p + 1) / parts.size());
      }
  });
  for (std::size_t p = 1; p < parts.size(); ++p) parts[0].add(parts[p]);
  std::vector<Touch> touches = parts[0].touches();
  std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  return touches;
}

namespace {

/// Of each of the histogram's colours the sample's pixels for which keep(colour, activity) holds.
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

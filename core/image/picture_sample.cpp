// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/picture_sample.hpp"

#include <algorithm>
#include <map>
#include <new>
#include <optional>
#include <set>
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

/// Largest difference to the eight neighbors; the sample's border counts as quiet. A code is four
/// bytes, of which the highest is 0, or 255 for no data: the largest difference of any byte is the
/// difference of the colors, and 255 between a color and no data.
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

/// The picture's colors that are not in a sample yet, by the band of the counting pass in which
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
                                          std::size_t max_pixels, const Context& context,
                                          const ColorHistogram* histogram) {
  constexpr std::size_t kForRare = 4;  // one part in so many, for colors that were left out
  PictureSample sample;
  sample.width = area.width;
  BandReader reader(source, area);
  const auto step = [&](double done) { return context.progress(Stage::Ordering, done); };
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
      if (!step(static_cast<double>(k) / wanted)) return fail(Reason::Canceled);
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
  if (!step(1)) return fail(Reason::Canceled);
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

}  // namespace unweave

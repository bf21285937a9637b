// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/picture_sample.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <new>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "core/parallel.hpp"

namespace unweave {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// The least and the greatest byte of each three that stand under each other.
[[gnu::noinline]] void pick_of_three(const std::uint8_t* __restrict a,
                                     const std::uint8_t* __restrict b,
                                     const std::uint8_t* __restrict c, std::size_t n,
                                     std::uint8_t* __restrict least,
                                     std::uint8_t* __restrict most) {
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint8_t above = a[k], at = b[k], below = c[k];
    least[k] = std::min(std::min(above, at), below);
    most[k] = std::max(std::max(above, at), below);
  }
}

/// How far each byte is at most from those of the pixels before, at and behind it, whose least and
/// greatest are given, with a pixel of 4 bytes more at either end.
void farthest(const std::uint8_t* __restrict row, const std::uint8_t* __restrict least,
              const std::uint8_t* __restrict most, std::size_t n, std::uint8_t* __restrict out) {
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint8_t low = std::min(std::min(least[k], least[k + 4]), least[k + 8]);
    const std::uint8_t high = std::max(std::max(most[k], most[k + 4]), most[k + 8]);
    out[k] = std::max<std::uint8_t>(static_cast<std::uint8_t>(row[k] - low),
                                    static_cast<std::uint8_t>(high - row[k]));
  }
}

/// The greatest of each pixel's 4 bytes; spoils them.
void greatest_of_four(Bytes& bytes, std::size_t pixels, std::uint8_t* __restrict out) {
  std::uint8_t* __restrict v = bytes.data();
  for (std::size_t k = 0; k + 2 < 4 * pixels; ++k) v[k] = std::max(v[k], v[k + 2]);
  for (std::size_t x = 0; x < pixels; ++x) out[x] = std::max(v[4 * x], v[4 * x + 1]);
}

/// Largest difference to the eight neighbors; the sample's border counts as quiet. A code is four
/// bytes, of which the highest is 0, or 255 for no data: the largest difference of any byte is the
/// difference of the colors, and 255 between a color and no data. Of the neighbors the least and
/// the greatest byte are enough, and these are found along columns and then along rows.
void measure_activity(PictureSample::Band& band, int width, unsigned threads) {
  band.activity.assign(band.codes.size(), 0);
  const auto w = static_cast<std::size_t>(width), rows = static_cast<std::size_t>(band.rows);
  constexpr std::size_t kRows = 64;  // worth a thread
  in_parallel(rows, threads, kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
    Bytes least(4 * w + 8), most(4 * w + 8), away(4 * w);
    const auto bytes = [&](std::size_t y) {
      return reinterpret_cast<const std::uint8_t*>(band.codes.data() + y * w);
    };
    // Beyond the border is what is at it.
    const auto extend = [&](Bytes& line) {
      std::copy_n(line.begin() + 4, 4, line.begin());
      std::copy_n(line.end() - 8, 4, line.end() - 4);
    };
    for (std::size_t y = begin; y < end; ++y) {
      pick_of_three(bytes(y > 0 ? y - 1 : y), bytes(y), bytes(std::min(y + 1, rows - 1)), 4 * w,
                    least.data() + 4, most.data() + 4);
      extend(least);
      extend(most);
      farthest(bytes(y), least.data(), most.data(), 4 * w, away.data());
      greatest_of_four(away, w, band.activity.data() + y * w);
    }
  });
}

constexpr int kBandRows = 32;

/// Takes bands of one picture, each at most once.
class BandReader {
 public:
  BandReader(const PixelSource& source, const Rect& area, const ColorHistogram* histogram)
      : histogram_(histogram), area_(area), reader_(source) {}

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
    find_slots(band);
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
    find_slots(all);
    return all;
  }

 private:
  void find_slots(PictureSample::Band& band) const {
    if (!histogram_) return;
    band.slots.resize(band.codes.size());
    std::ranges::transform(band.codes, band.slots.begin(),
                           [this](ColorCode code) { return histogram_->slot(code); });
  }

  const ColorHistogram* histogram_;  // null: slots are not asked for
  Rect area_;
  PixelReader reader_;
};

/// The picture's colors that are not in a sample yet, by the band of the counting pass in which
/// each occurred first.
class MissingColors {
 public:
  explicit MissingColors(const ColorHistogram& histogram)
      : histogram_(histogram), missing_(histogram.size() + 1, 1) {
    missing_[0] = 0;  // of no data
  }

  void take(const std::vector<std::uint32_t>& slots) {
    for (const std::uint32_t slot : slots) missing_[slot] = 0;
  }
  /// True if a band holds some of them.
  bool any_in(const std::vector<std::uint32_t>& slots) const {
    return std::ranges::any_of(slots, [&](std::uint32_t slot) { return missing_[slot] != 0; });
  }
  /// First rows of the counting pass's bands, those with the most of them first.
  std::vector<int> places() const {
    std::map<int, std::size_t> by_row;
    for (std::size_t slot = 1; slot < missing_.size(); ++slot)
      if (missing_[slot]) ++by_row[histogram_.first_bands()[slot - 1]];
    std::vector<std::pair<int, std::size_t>> rows(by_row.begin(), by_row.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<int> out;
    for (const auto& [row, n] : rows) out.push_back(row);
    return out;
  }

 private:
  const ColorHistogram& histogram_;
  std::vector<std::uint8_t> missing_;  // by slot
};

}  // namespace

Result<PictureSample> PictureSample::take(const PixelSource& source, const Rect& area,
                                          std::size_t max_pixels, const Context& context,
                                          const ColorHistogram* histogram) {
  constexpr std::size_t kForRare = 4;  // one part in so many, for colors that were left out
  PictureSample sample;
  sample.width = area.width;
  if (histogram) sample.colors = histogram->size();
  BandReader reader(source, area, histogram);
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
      if (missing) missing->take(band.slots);
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
        if (!missing->any_in(band.slots)) continue;
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

namespace {

/// By the slots that the sample holds, rising in code.
std::vector<ColorCount> counts_by_slot(const PictureSample& sample, int most_lively) {
  std::vector<ColorCount> counts(sample.colors + 1, ColorCount{0, 0});
  for (const auto& band : sample.bands)
    for (std::size_t i = 0; i < band.slots.size(); ++i) {
      if (band.activity[i] > most_lively) continue;
      ColorCount& count = counts[band.slots[i]];
      count.code = band.codes[i];
      ++count.pixels;
    }
  counts[0].pixels = 0;  // of no data
  std::erase_if(counts, [](const ColorCount& c) { return c.pixels == 0; });
  return counts;
}

/// The same by a table of all colors.
std::vector<ColorCount> counts_by_place(const PictureSample& sample, int most_lively) {
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
  std::sort(counts.begin(), counts.end(),
            [](const ColorCount& a, const ColorCount& b) { return a.code < b.code; });
  return counts;
}

/// The commonest first, those that are as common as they stood; by radix, as colors may be
/// millions.
void sort_by_pixels(std::vector<ColorCount>& counts) {
  constexpr std::uint32_t kDigits = 1 << 11;
  std::vector<ColorCount> other(counts.size());
  for (const int shift : {0, 11, 22}) {
    const auto digit = [shift](const ColorCount& c) { return ~c.pixels >> shift & (kDigits - 1); };
    std::array<std::size_t, kDigits + 1> start{};
    for (const ColorCount& c : counts) ++start[digit(c) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (const ColorCount& c : counts) other[start[digit(c)]++] = c;
    counts.swap(other);
  }
}

}  // namespace

std::vector<ColorCount> color_counts(const PictureSample& sample, int most_lively) {
  std::vector<ColorCount> counts = sample.colors > 0 ? counts_by_slot(sample, most_lively)
                                                     : counts_by_place(sample, most_lively);
  sort_by_pixels(counts);
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

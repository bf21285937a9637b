// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/color_histogram.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

#include "core/parallel.hpp"

namespace unweave {

int band_rows(int width) {
  return std::clamp((1 << 19) / std::max(width, 1), 1, 512) / 64 * 64 + 64;
}

namespace {

// Each counter has a table of 64 MB, and two are as fast as the memory.
constexpr std::size_t kMaxCounters = 2;
constexpr std::size_t kGrain = std::size_t{1} << 15;
constexpr std::size_t kChunk = std::size_t{1} << 8;  // pixels whose places stay in the cache

unsigned counting_threads(const Context& context) {
  const unsigned wanted = context.threads > 0 ? context.threads : allowed_processors();
  return std::min(wanted, static_cast<unsigned>(kMaxCounters));
}

/// Counts a part of the pixels.
struct Counter {
  ColorTablePages table;
  std::vector<ColorPlace> places;                  ///< in the order of their first pixel
  std::vector<std::pair<std::size_t, int>> bands;  ///< how many of them there were before each band
  bool exact = true;
  bool tried = false;

  bool failed() const { return tried && !table; }

  void count(const PixelReader& reader, std::size_t begin, std::size_t end) {
    if (!tried) table = zero_pages();
    tried = true;
    if (!table) return;
    // Never zero, so that "no data" does not become a color.
    table[kNoDataPlace] = 1;
    std::array<ColorPlace, kChunk> chunk;
    for (; begin < end; begin += kChunk) {
      const std::size_t n = std::min(kChunk, end - begin);
      exact = reader.places(begin, n, chunk.data()) && exact;
      std::size_t i = 0;
      for (; i + 4 <= n; i += 4) add_four(&chunk[i]);
      for (; i < n; ++i) add(chunk[i], 1);
    }
  }

  /// Calls f(place, row) with the first row of the band in which a color occurred first.
  template <class F>
  void each_first(F f) const {
    for (std::size_t b = 0; b < bands.size(); ++b) {
      const std::size_t end = b + 1 < bands.size() ? bands[b + 1].first : places.size();
      for (std::size_t k = bands[b].first; k < end; ++k) f(places[k], bands[b].second);
    }
  }

 private:
  void add(ColorPlace place, std::uint32_t pixels) {
    std::uint32_t& entry = table[place];
    if (entry == 0) places.push_back(place);
    entry += pixels;
  }
  /// Pixels of one color follow each other; added one by one, each would wait for the last.
  void add_four(const ColorPlace* four) {
    if (((four[0] ^ four[1]) | (four[1] ^ four[2]) | (four[2] ^ four[3])) == 0)
      return add(four[0], 4);
    for (int k = 0; k < 4; ++k) add(four[k], 1);
  }
};

/// By radix: distinct colors may be millions.
void sort_codes(std::vector<ColorCode>& codes) {
  std::vector<ColorCode> sorted(codes.size());
  for (const int shift : {0, 8, 16}) {
    std::array<std::size_t, 257> start{};
    for (const ColorCode code : codes) ++start[(code >> shift & 255) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (const ColorCode code : codes) sorted[start[code >> shift & 255]++] = code;
    codes.swap(sorted);
  }
}

/// True if there would be something to see without the selection.
bool any_visible(const PixelSource& source, const Rect& area) {
  if (!source.has_selection()) return false;
  PixelReader reader(source, false);
  const int rows = band_rows(area.width);
  std::vector<ColorCode> codes(static_cast<std::size_t>(rows) * area.width);
  for (int y = area.y; y < area.bottom(); y += rows) {
    const Rect band{area.x, y, area.width, std::min(rows, area.bottom() - y)};
    reader.read_codes(band, codes.data());
    if (std::any_of(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(band.area()),
                    [](ColorCode c) { return c != kNoData; }))
      return true;
  }
  return false;
}

}  // namespace

Result<ColorHistogram> ColorHistogram::count(const PixelSource& source, const Rect& area,
                                             const Context& context) {
  std::array<Counter, kMaxCounters> counters;
  PixelReader reader(source);
  const int rows = band_rows(area.width);
  for (int y = area.y; y < area.bottom(); y += rows) {
    const Rect band{area.x, y, area.width, std::min(rows, area.bottom() - y)};
    reader.load(band);
    for (Counter& counter : counters) counter.bands.emplace_back(counter.places.size(), y);
    in_parallel(static_cast<std::size_t>(band.area()), counting_threads(context), kGrain,
                [&](std::size_t part, std::size_t begin, std::size_t end) {
                  counters[part].count(reader, begin, end);
                });
    if (!context.progress(Stage::Counting, double(band.bottom() - area.y) / area.height))
      return fail(Reason::Canceled);
  }
  for (const Counter& counter : counters)
    if (counter.failed()) return fail(Reason::OutOfMemory);
  ColorHistogram h;
  h.table_ = std::move(counters[0].table);
  for (const Counter& counter : counters) {
    for (const ColorPlace place : counter.places) {
      const bool own = &counter == &counters[0];
      if (own || h.table_[place] == 0) h.codes_.push_back(code_at(place));
      if (!own) h.table_[place] += counter.table[place];
    }
    h.exact_ = h.exact_ && counter.exact;
  }
  if (h.codes_.empty())
    return fail(any_visible(source, area) ? Reason::EmptySelection : Reason::NoVisiblePixels);
  h.number_colors();
  h.first_bands_.assign(h.size(), std::numeric_limits<int>::max());
  for (const Counter& counter : counters)
    counter.each_first([&h](ColorPlace place, int row) {
      int& first = h.first_bands_[h.table_[place] - 1];
      first = std::min(first, row);
    });
  return h;
}

void ColorHistogram::number_colors() {
  table_[kNoDataPlace] = kAbsent;
  sort_codes(codes_);
  counts_.reserve(codes_.size());
  for (std::uint32_t i = 0; i < codes_.size(); ++i) {
    std::uint32_t& entry = table_[place_of(codes_[i])];
    counts_.push_back(entry);
    pixels_ += entry;
    entry = i + 1;
  }
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/touches.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "core/parallel.hpp"

namespace unweave {

namespace {

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

/// What the touches of a color depend on.
struct Toucher {
  std::uint32_t cell = kNoCell;
  std::uint8_t low = 0;  ///< QuietScale::low()
};

/// By slot of the histogram.
std::vector<Toucher> touchers(const QuietScale& scale, const ColorHistogram& histogram,
                              const std::vector<std::uint32_t>& cell_of) {
  std::vector<Toucher> all(1);  // no data is in no cell
  all.reserve(histogram.size() + 1);
  for (std::size_t i = 0; i < histogram.size(); ++i)
    all.push_back({cell_of[i], scale.low(histogram.codes()[i])});
  return all;
}

/// The touches of a band's rows [begin, end): each pixel with those to its right and below it.
class TouchCounter {
 public:
  TouchCounter(const QuietScale& scale, const ColorHistogram& histogram,
               const std::vector<Toucher>& by_slot)
      : scale_(scale), histogram_(histogram), by_slot_(by_slot) {}

  void add(const PictureSample::Band& band, std::size_t width, std::size_t begin, std::size_t end) {
    const auto rows = static_cast<std::size_t>(band.rows);
    find_row(band, width, begin, below_);
    for (std::size_t y = begin; y < end; ++y) {
      row_.swap(below_);
      const bool last = y + 1 == rows;
      if (!last) find_row(band, width, y + 1, below_);
      const std::uint8_t* activity = band.activity.data() + y * width;
      for (std::size_t x = 0; x < width; ++x) {
        if (row_[x].cell == kNoCell) continue;
        if (x + 1 < width) touch(row_[x], row_[x + 1], std::max(activity[x], activity[x + 1]));
        if (!last) touch(row_[x], below_[x], std::max(activity[x], activity[x + width]));
      }
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
  void find_row(const PictureSample::Band& band, std::size_t width, std::size_t y,
                std::vector<Toucher>& row) {
    row.resize(width);
    const auto slots = slots_of(band, y * width, (y + 1) * width, histogram_, spare_);
    for (std::size_t x = 0; x < width; ++x) row[x] = by_slot_[slots[x]];
  }
  void touch(const Toucher& a, const Toucher& b, std::uint8_t activity) {
    if (a.cell == b.cell || b.cell == kNoCell) return;
    const auto& weights = scale_.weights(std::max(a.low, b.low), activity);
    Touch& sum = sums_.of(std::min(a.cell, b.cell), std::max(a.cell, b.cell));
    for (std::size_t l = 0; l < kQuietLevels.size(); ++l) sum.weight[l] += weights[l];
    sum.pairs += 1;
  }

  const QuietScale& scale_;
  const ColorHistogram& histogram_;
  const std::vector<Toucher>& by_slot_;
  std::vector<Toucher> row_, below_;
  std::vector<std::uint32_t> spare_;
  TouchSums sums_;
};

/// By their first and then their second cell, in two passes that count: of noise there are a
/// million touches.
std::vector<Touch> sorted(std::vector<Touch> touches) {
  std::uint32_t cells = 0;
  for (const Touch& t : touches) cells = std::max(cells, t.second + 1);  // first < second
  std::vector<Touch> other(touches.size());
  for (const auto cell : {&Touch::second, &Touch::first}) {
    std::vector<std::size_t> start(std::size_t{cells} + 1);
    for (const Touch& t : touches) ++start[std::size_t{t.*cell} + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (const Touch& t : touches) other[start[t.*cell]++] = t;
    touches.swap(other);
  }
  return touches;
}

}  // namespace

std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of, unsigned threads) {
  // Sums over parts that the picture alone decides on: the same whatever the threads.
  constexpr std::size_t kPixelsAPart = std::size_t{1} << 18, kMostParts = 8;
  const auto width = static_cast<std::size_t>(sample.width);
  std::size_t pixels = 0;
  for (const auto& band : sample.bands) pixels += band.codes.size();
  const std::vector<Toucher> by_slot = touchers(scale, histogram, cell_of);
  std::vector<TouchCounter> parts(std::clamp<std::size_t>(pixels / kPixelsAPart, 1, kMostParts),
                                  TouchCounter(scale, histogram, by_slot));
  in_parallel(parts.size(), threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    for (std::size_t p = first; p < last; ++p)
      for (const auto& band : sample.bands) {
        const auto rows = static_cast<std::size_t>(band.rows);
        parts[p].add(band, width, rows * p / parts.size(), rows * (p + 1) / parts.size());
      }
  });
  for (std::size_t p = 1; p < parts.size(); ++p) parts[0].add(parts[p]);
  return sorted(parts[0].touches());
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/touches.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
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

}  // namespace unweave

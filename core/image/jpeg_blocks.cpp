// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/jpeg_blocks.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "core/image/pixel_codes.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kBlock = 8, kWindow = 2 * kBlock;
constexpr int kWindows = 1000, kEnough = 20;
constexpr int kSearched = 200;  // windows by which the grid is found; the others tell of it
constexpr double kFlat = 0.5;   // levels, standard deviation: nothing to see
// Coefficients of this order and higher are what compression rounds away first; capped, so that
// text and edges do not drown the rest.
constexpr int kHighOrder = 3;
constexpr double kCap = 3;  // levels
// Of 600 pictures, compressed at quality 40 to 97, and clean, scaled, figures with text: the former
// lie at 0.59 to 0.89, the latter at 0.91 to 1.
constexpr double kCompressed = 0.9;

using Window = Eigen::Matrix<double, kWindow, kWindow>;
using Block = Eigen::Matrix<double, kBlock, kBlock>;

/// The orthonormal discrete cosine transform (type II) as a matrix.
Block cosine_transform() {
  Block d;
  for (int k = 0; k < kBlock; ++k)
    for (int x = 0; x < kBlock; ++x)
      d(k, x) = (k == 0 ? std::sqrt(0.5) : 1) * std::sqrt(2.0 / kBlock) *
                std::cos(std::numbers::pi * k * (x + 0.5) / kBlock);
  return d;
}

Block coefficients(const Window& window, int row, int column, const Block& transform) {
  // Lazy: for so small matrices the blocks of a general product only cost time.
  const Block rows = transform.lazyProduct(window.block<kBlock, kBlock>(row, column));
  return rows.lazyProduct(transform.transpose());
}

double high_frequency_energy(const Block& c) {
  double energy = 0;
  for (int v = 0; v < kBlock; ++v)
    for (int u = std::max(0, kHighOrder - v); u < kBlock; ++u)
      energy += std::min(std::abs(c(v, u)), kCap);
  return energy;
}

/// Luma of a window at (x, y); nothing where there are pixels without data, or nothing to see.
std::optional<Window> read_window(PixelReader& reader, int x, int y) {
  std::array<ColorCode, std::size_t{kWindow} * kWindow> codes;
  reader.read_codes({x, y, kWindow, kWindow}, codes.data());
  Window window;
  for (int i = 0; i < kWindow * kWindow; ++i) {
    const ColorCode c = codes[static_cast<std::size_t>(i)];
    if (c == kNoData) return std::nullopt;
    window(i / kWindow, i % kWindow) = luma(red(c), green(c), blue(c));
  }
  const double variance = (window.array() - window.mean()).square().mean();
  return variance > kFlat * kFlat ? std::optional(window) : std::nullopt;
}

using GridEnergies = Eigen::Matrix<double, kBlock, kBlock>;  // by the grid's offset (y, x)

/// Evenly scattered windows of the picture, whose corners lie on its own grid.
class Windows {
 public:
  Windows(const PixelSource& source, const Rect& area)
      : reader_(source, false),
        left_((area.x + kBlock - 1) / kBlock * kBlock),
        top_((area.y + kBlock - 1) / kBlock * kBlock),
        columns_((area.right() - left_ - kWindow) / kBlock + 1),
        rows_((area.bottom() - top_ - kWindow) / kBlock + 1) {}

  /// Calls f for windows number `first` to `last` in which there is something to see.
  template <class F>
  void each(int first, int last, F&& f) {
    // Additive recurrence with the plastic number.
    constexpr double kStepX = 0.7548776662466927, kStepY = 0.5698402909980532;
    for (int i = first; i < last; ++i) {
      const double fx = std::fmod(0.5 + i * kStepX, 1.0), fy = std::fmod(0.5 + i * kStepY, 1.0);
      if (const auto window = read_window(reader_, left_ + kBlock * static_cast<int>(fx * columns_),
                                          top_ + kBlock * static_cast<int>(fy * rows_)))
        f(*window);
    }
  }

 private:
  PixelReader reader_;
  int left_, top_, columns_, rows_;
};

/// What the coefficients of low order on a grid were rounded to.
class RoundingSteps {
 public:
  void add(const Block& c) {
    for (int v = 0; v <= kLowOrder; ++v)
      for (int u = 0; u + v <= kLowOrder; ++u)
        if (u + v > 0) values_[static_cast<std::size_t>(kBlock * v + u)].push_back(c(v, u));
  }
  /// The median of those that can be told; the least step if none can.
  double typical() const {
    std::vector<int> steps;
    for (const auto& values : values_)
      if (const int step = period(values); step > 0) steps.push_back(step);
    return steps.empty() ? kLeastStep : median(steps);
  }

 private:
  /// The greatest period that values beyond the first half of it have; 0: none.
  static int period(const std::vector<double>& values) {
    constexpr int kMostStep = 60;
    constexpr double kBeyondZero = 0.3, kFarthest = 6.5;  // periods
    constexpr std::size_t kFewest = 30;
    // Mean cosines: 1 for exact multiples. Divisors of the true step are periods as well.
    constexpr double kPeriodic = 0.5, kAsGood = 0.1;
    double best = 0;
    int found = 0;
    for (int step = kLeastStep; step <= kMostStep; ++step) {
      double sum = 0;
      std::size_t n = 0;
      for (const double value : values) {
        const double periods = std::abs(value) / step;
        if (std::abs(value) < 1 || periods <= kBeyondZero || periods >= kFarthest) continue;
        sum += std::cos(2 * std::numbers::pi * periods);
        ++n;
      }
      const double mean = n < kFewest ? 0 : sum / static_cast<double>(n);
      if (mean <= kPeriodic || mean <= best - kAsGood) continue;
      best = std::max(best, mean);
      found = step;
    }
    return found;
  }

  static constexpr int kLowOrder = 4, kLeastStep = 2;
  std::array<std::vector<double>, std::size_t{kBlock} * kBlock> values_;
};

}  // namespace

std::optional<double> jpeg_step(const PixelSource& source, const Rect& area) {
  if (area.width < kWindow + kBlock || area.height < kWindow + kBlock) return std::nullopt;
  const Block transform = cosine_transform();
  Windows windows(source, area);
  GridEnergies sum = GridEnergies::Zero();
  int seen = 0;
  windows.each(0, kSearched, [&](const Window& window) {
    ++seen;
    for (int y = 0; y < kBlock; ++y)
      for (int x = 0; x < kBlock; ++x)
        sum(y, x) += high_frequency_energy(coefficients(window, y, x, transform));
  });
  int y = 0, x = 0;
  sum.minCoeff(&y, &x);
  // The grid that it may be, beside those half a block away.
  constexpr int kHalf = kBlock / 2;
  const int far_y = (y + kHalf) % kBlock, far_x = (x + kHalf) % kBlock;
  RoundingSteps steps;
  windows.each(kSearched, kWindows, [&](const Window& window) {
    ++seen;
    for (const int v : {y, far_y})
      for (const int u : {x, far_x}) {
        const Block c = coefficients(window, v, u, transform);
        if (v == y && u == x) steps.add(c);
        sum(v, u) += high_frequency_energy(c);
      }
  });
  // Blocks of one color each: enlarged, not compressed.
  if (seen < kEnough || !(sum(y, x) > 0)) return std::nullopt;
  const double half_away = std::min({sum(far_y, x), sum(y, far_x), sum(far_y, far_x)});
  if (sum(y, x) >= kCompressed * half_away) return std::nullopt;
  return steps.typical();
}

}  // namespace unweave

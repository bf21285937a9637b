// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/flat_colors.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "core/image/pixel_codes.hpp"

namespace unweave {

namespace {

// Distances in 8-bit levels.
constexpr double kApart = 16;  // between flat colors
constexpr double kFlat = 4;    // of a pixel inside a step: compression's rounding
constexpr double kFlatShare = 0.9;
constexpr std::uint32_t kSeen = 2;
constexpr double kCommon = 0.0005;  // share of the calm pixels that a flat color has, at the least
constexpr std::size_t kFewest = 3, kMost = 32;
constexpr int kReach = 8;  // pixels: compression's blocks
constexpr std::uint8_t kNone = 255;

/// Pixels in calm places whose color is that of a flat one but for rounding. A sum over the colors
/// of the ball around one costs 257 steps; coarse cells first tell where it cannot be large.
class MassNearby {
 public:
  MassNearby(const ColorHistogram& histogram, const std::vector<std::uint32_t>& calm)
      : histogram_(histogram), calm_(calm), cells_(std::size_t{kSide} * kSide * kSide) {
    const auto& codes = histogram.codes();
    for (std::size_t i = 0; i < codes.size(); ++i)
      cells_[cell(red(codes[i]) / kCell, green(codes[i]) / kCell, blue(codes[i]) / kCell)] +=
          calm[i];
  }

  /// No less than mass(): that of all cells that the ball reaches.
  double bound(ColorCode code) const {
    std::uint64_t sum = 0;
    each_near(red(code) / kCell, 1, kSide, [&](int r) {
      each_near(green(code) / kCell, 1, kSide, [&](int g) {
        each_near(blue(code) / kCell, 1, kSide, [&](int b) { sum += cells_[cell(r, g, b)]; });
      });
    });
    return static_cast<double>(sum);
  }
  double mass(ColorCode code) const {
    constexpr int kRadius = static_cast<int>(kFlat);
    std::uint64_t sum = 0;
    each_near(red(code), kRadius, 256, [&](int r) {
      each_near(green(code), kRadius, 256, [&](int g) {
        each_near(blue(code), kRadius, 256, [&](int b) {
          const ColorCode near =
              pack(static_cast<unsigned>(r), static_cast<unsigned>(g), static_cast<unsigned>(b));
          if (distance(near, code) <= kFlat && histogram_.occurs(near))
            sum += calm_[histogram_.index(near)];
        });
      });
    });
    return static_cast<double>(sum);
  }

 private:
  static constexpr int kCell = static_cast<int>(kFlat), kSide = 256 / kCell;

  static std::size_t cell(int r, int g, int b) {
    return (static_cast<std::size_t>(r) * kSide + static_cast<std::size_t>(g)) * kSide +
           static_cast<std::size_t>(b);
  }
  template <class Visit>
  static void each_near(int middle, int reach, int end, Visit visit) {
    for (int i = std::max(0, middle - reach); i <= std::min(end - 1, middle + reach); ++i) visit(i);
  }

  const ColorHistogram& histogram_;
  const std::vector<std::uint32_t>& calm_;
  std::vector<std::uint64_t> cells_;
};

/// The flat color that each of histogram.codes() is, but for rounding.
std::vector<std::uint8_t> flat_of(const ColorHistogram& histogram,
                                  const std::vector<ColorCode>& flat) {
  std::vector<std::uint8_t> out(histogram.size(), kNone);
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t k = 0; k < flat.size() && out[i] == kNone; ++k)
      if (distance(flat[k], histogram.codes()[i]) <= kFlat) out[i] = static_cast<std::uint8_t>(k);
  return out;
}

/// Spreads what is known to neighbors that know nothing, a pixel a round.
void spread(std::vector<std::uint8_t>& which, int width, int height) {
  std::vector<std::size_t> rim;
  for (std::size_t i = 0; i < which.size(); ++i)
    if (which[i] != kNone) rim.push_back(i);
  for (int round = 0; round < kReach && !rim.empty(); ++round) {
    std::vector<std::size_t> next;
    const auto reach = [&](std::size_t to, std::uint8_t value) {
      if (which[to] != kNone) return;
      which[to] = value;
      next.push_back(to);
    };
    for (const std::size_t i : rim) {
      const auto x = static_cast<int>(i % width), y = static_cast<int>(i / width);
      if (x > 0) reach(i - 1, which[i]);
      if (x + 1 < width) reach(i + 1, which[i]);
      if (y > 0) reach(i - width, which[i]);
      if (y + 1 < height) reach(i + width, which[i]);
    }
    rim = std::move(next);
  }
}

}  // namespace

std::vector<ColorCode> find_flat_colors(const ColorHistogram& histogram,
                                        const std::vector<std::uint32_t>& calm) {
  const auto& codes = histogram.codes();
  const double all = std::accumulate(calm.begin(), calm.end(), 0.0);
  std::vector<std::size_t> by_count;
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (calm[i] >= kSeen) by_count.push_back(i);
  std::stable_sort(by_count.begin(), by_count.end(),
                   [&](std::size_t a, std::size_t b) { return calm[a] > calm[b]; });
  const MassNearby nearby(histogram, calm);
  std::vector<ColorCode> flat;
  for (const std::size_t i : by_count) {
    if (std::any_of(flat.begin(), flat.end(),
                    [&](ColorCode c) { return distance(c, codes[i]) < kApart; }))
      continue;
    if (nearby.bound(codes[i]) < kCommon * all || nearby.mass(codes[i]) < kCommon * all) continue;
    flat.push_back(codes[i]);
    if (flat.size() > kMost) return {};
  }
  if (flat.size() < kFewest) return {};
  const auto which = flat_of(histogram, flat);
  double near = 0;
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (which[i] != kNone) near += calm[i];
  return near < kFlatShare * all ? std::vector<ColorCode>() : flat;
}

PosterizedPicture posterize(const PixelSource& source, const Rect& area,
                            const ColorHistogram& histogram, const std::vector<ColorCode>& flat) {
  const auto known = flat_of(histogram, flat);
  std::vector<ColorCode> codes(static_cast<std::size_t>(area.area()));
  PixelReader(source).read_codes(area, codes.data());
  std::vector<std::uint8_t> which(codes.size(), kNone);
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (codes[i] != kNoData && histogram.occurs(codes[i]))
      which[i] = known[histogram.index(codes[i])];
  spread(which, area.width, area.height);
  PosterizedPicture out{area.width, area.height, {}, {}};
  out.rgb.reserve(3 * codes.size());
  out.selection.reserve(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool none = which[i] == kNone || codes[i] == kNoData;
    const ColorCode c = none ? 0 : flat[which[i]];
    for (const int level : {red(c), green(c), blue(c)})
      out.rgb.push_back(static_cast<std::uint8_t>(level));
    out.selection.push_back(none ? 0 : 255);
  }
  return out;
}

}  // namespace unweave

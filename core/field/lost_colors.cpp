// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/lost_colors.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace unweave {

namespace {

constexpr double kShare = 0.05;  // of the plot area: lines and text of figures fill less
constexpr int kAlike = 12;       // levels: what compression makes of one color
constexpr int kPaper = 24;       // levels: paper, with the ringing around what is drawn
constexpr int kInk = 64;         // levels: up to this bright a gray is that of lines and text
constexpr int kInkTint = 16;     // levels between its channels
constexpr std::size_t kMostSeeds = 64;

bool is_ink(const Rgb8& c) { return is_gray(c, kInkTint) && *std::ranges::max_element(c) <= kInk; }

}  // namespace

std::vector<LostColor> lost_colors(const ColorValues& values, long long pixels,
                                   const std::vector<Rgb8>& known, std::size_t most) {
  const ColorHistogram& histogram = values.table().histogram();
  std::vector<std::pair<std::uint32_t, ColorCode>> lost;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const Rgb8 color = levels_of(histogram.codes()[i]);
    if (!std::isnan(values.t(static_cast<std::uint32_t>(i) + 1)) || is_ink(color)) continue;
    if (std::ranges::any_of(known,
                            [&](const Rgb8& k) { return channel_difference(k, color) <= kPaper; }))
      continue;
    lost.emplace_back(histogram.counts()[i], histogram.codes()[i]);
  }
  // They rise in code. Of noise all are as common, and nothing is left to be sorted.
  constexpr auto commoner = [](const auto& a, const auto& b) { return a.first > b.first; };
  if (!std::ranges::is_sorted(lost, commoner)) std::ranges::stable_sort(lost, commoner);
  std::vector<LostColor> found;
  for (const auto& [count, code] : lost) {
    const Rgb8 color = levels_of(code);
    const auto like = std::ranges::find_if(
        found, [&](const LostColor& f) { return channel_difference(f.color, color) <= kAlike; });
    const double share = static_cast<double>(count) / static_cast<double>(pixels);
    if (like != found.end())
      like->share += share;
    else if (found.size() < kMostSeeds)
      found.push_back({color, share});
  }
  std::erase_if(found, [](const LostColor& f) { return f.share < kShare; });
  std::ranges::stable_sort(found, std::greater<>(), &LostColor::share);
  if (found.size() > most) found.resize(most);
  return found;
}

}  // namespace unweave

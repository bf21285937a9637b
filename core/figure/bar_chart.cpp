// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_chart.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMostPixels = 4'000'000;
constexpr int kNearPaper = 24;      // levels: ringing around bars
constexpr std::size_t kFewest = 3;  // blocks, and different heights of bars
constexpr int kThinnest = 4;        // pixels across: thinner ones are lines
constexpr int kSameHeight = 3;      // pixels: bars of one height
constexpr double kOnLine = 0.95;    // of what is drawn: the rest is a legend
constexpr double kSteady = 0.9;     // of a block's lines: as long as the one before
constexpr double kLowest = 0.02;    // of the plot: shorter is no bar

/// What is drawn along one line across the plot: from the line on which bars stand to its end.
struct Filled {
  int length = 0;      ///< of the first run, which begins at the line
  long long rest = 0;  ///< pixels drawn beyond it
};

/// The plot with bars that rise along +x, wherever they rise in the picture.
class Standing {
 public:
  Standing(const Raster& raster, const Rgb8& paper, bool vertical, bool from_end)
      : raster_(raster), paper_(paper), axis_{vertical}, from_end_(from_end) {}

  int lines() const { return axis_.breadth(raster_.bounds()); }
  int length() const { return axis_.length(raster_.bounds()); }
  bool drawn(int line, int along) const {
    const int at = from_end_ ? length() - 1 - along : along;
    return channel_difference(raster_.at(axis_, at, line), paper_.data()) > kNearPaper;
  }
  /// An axis line or its blurred rim may lie between the plot's edge and the bars.
  Filled filled(int line) const {
    constexpr int kRim = 3;
    Filled out;
    int at = 0;
    while (at < kRim && !drawn(line, at)) ++at;
    if (at == kRim) at = 0;
    const int first = at;
    while (at < length() && drawn(line, at)) ++at;
    out.length = at - first;
    for (; at < length(); ++at) out.rest += drawn(line, at);
    return out;
  }

 private:
  const Raster& raster_;
  Rgb8 paper_;
  AxisView axis_;
  bool from_end_;
};

/// Stretches [first, second) of lines that are filled from the line on.
std::vector<std::pair<int, int>> blocks_of(const std::vector<Filled>& lines, int lowest) {
  std::vector<std::pair<int, int>> blocks;
  for (int i = 0, n = static_cast<int>(lines.size()); i < n; ++i) {
    if (lines[static_cast<std::size_t>(i)].length < lowest) continue;
    const int first = i;
    while (i < n && lines[static_cast<std::size_t>(i)].length >= lowest) ++i;
    if (i - first >= kThinnest) blocks.emplace_back(first, i);
  }
  return blocks;
}

bool stand_on_line(const Standing& plot) {
  std::vector<Filled> lines;
  for (int i = 0; i < plot.lines(); ++i) lines.push_back(plot.filled(i));
  const int lowest = std::max(2, static_cast<int>(kLowest * plot.length()));
  const auto blocks = blocks_of(lines, lowest);
  if (blocks.size() < kFewest) return false;
  long long on = 0, all = 0, steady = 0, pairs = 0;
  for (const Filled& f : lines) {
    on += f.length;
    all += f.length + f.rest;
  }
  std::vector<int> heights;
  for (const auto& [first, last] : blocks)
    for (int i = first; i < last; ++i) {
      const int here = lines[static_cast<std::size_t>(i)].length;
      if (i > first) {
        const bool same = std::abs(here - lines[static_cast<std::size_t>(i) - 1].length) <= 1;
        steady += same;
        ++pairs;
        if (!same) continue;
      }
      if (std::ranges::none_of(heights, [&](int h) { return std::abs(h - here) <= kSameHeight; }))
        heights.push_back(here);
    }
  return heights.size() >= kFewest &&
         static_cast<double>(on) >= kOnLine * static_cast<double>(all) &&
         static_cast<double>(steady) >= kSteady * static_cast<double>(pairs);
}

}  // namespace

Result<bool> shows_bars(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                        const Context& context) {
  if (static_cast<std::size_t>(plot.area()) > kMostPixels) return false;
  UNWEAVE_TRY(const Raster raster, read_raster(source, plot, kMostPixels, context));
  for (const bool vertical : {true, false})
    for (const bool from_end : {true, false})
      if (stand_on_line(Standing(raster, paper, vertical, from_end))) return true;
  return false;
}

}  // namespace unweave

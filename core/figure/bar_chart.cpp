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
constexpr int kNearPaper = 24;              // levels: ringing around bars
constexpr std::size_t kFewest = 3;          // blocks, and different heights of bars
constexpr std::size_t kFewestTouching = 5;  // different heights of bars that touch each other
constexpr int kThinnest = 4;                // pixels across: thinner ones are lines
constexpr int kSameHeight = 3;              // pixels: bars of one height
constexpr double kOnLine = 0.95;            // of what is drawn: the rest is a legend
constexpr double kSteady = 0.9;             // of a block's lines: as long as the one before
constexpr double kLowest = 0.02;            // of the plot: shorter is no bar

/// What is drawn along one line across the plot: from the line on which bars stand to its end.
struct Filled {
  int length = 0;      ///< of the first run, which begins at the line
  long long rest = 0;  ///< pixels drawn beyond it
  bool plain = false;  ///< the run has one color
};

/// The plot with bars that rise along +x, wherever they rise in the picture.
class Standing {
 public:
  Standing(const Raster& raster, const Rgb8& paper, bool vertical, bool from_end)
      : raster_(raster), paper_(paper), axis_{vertical}, from_end_(from_end) {}

  int lines() const { return axis_.breadth(raster_.bounds()); }
  int length() const { return axis_.length(raster_.bounds()); }
  bool drawn(int line, int along) const {
    return channel_difference(at(line, along), paper_.data()) > kNearPaper;
  }
  /// True if a run has one color, but for lines across and its rims.
  bool plain(int line, int first, int last) const {
    constexpr double kOneColor = 0.9;
    const std::uint8_t* middle = at(line, (first + last) / 2);
    int alike = 0;
    for (int k = first; k < last; ++k)
      alike += channel_difference(at(line, k), middle) <= kNearPaper;
    return alike >= kOneColor * (last - first);
  }
  const std::uint8_t* at(int line, int along) const {
    return raster_.at(axis_, from_end_ ? length() - 1 - along : along, line);
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
    out.plain = out.length > 0 && plain(line, first, at);
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

/// True if the lines of a block have one color each: bars that touch each other. A field that ends
/// in steps has more colors along its columns.
bool plain_bars(const std::vector<Filled>& lines, const std::pair<int, int>& block) {
  const auto first = lines.begin() + block.first, last = lines.begin() + block.second;
  const auto plain = std::count_if(first, last, [](const Filled& f) { return f.plain; });
  return static_cast<double>(plain) >= kSteady * static_cast<double>(last - first);
}

bool stand_on_line(const Standing& plot) {
  std::vector<Filled> lines;
  for (int i = 0; i < plot.lines(); ++i) lines.push_back(plot.filled(i));
  const int lowest = std::max(2, static_cast<int>(kLowest * plot.length()));
  const auto blocks = blocks_of(lines, lowest);
  if (blocks.empty()) return false;
  const bool plain =
      std::ranges::all_of(blocks, [&](const auto& b) { return plain_bars(lines, b); });
  if (blocks.size() < kFewest && !plain) return false;
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
  if (static_cast<double>(on) < kOnLine * static_cast<double>(all)) return false;
  const bool apart = blocks.size() >= kFewest && heights.size() >= kFewest &&
                     static_cast<double>(steady) >= kSteady * static_cast<double>(pairs);
  return apart || (plain && heights.size() >= kFewestTouching);
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

bool stand_in_a_row(const std::vector<Rect>& boxes) {
  constexpr int kSame = 2;  // pixels
  for (const bool upright : {true, false}) {
    const AxisView axis{upright};
    for (const Rect& foot : boxes) {
      std::vector<int> lengths;
      std::size_t bars = 0;
      for (const Rect& b : boxes) {
        const bool stands = upright ? std::abs(b.bottom() - foot.bottom()) <= kSame
                                    : std::abs(b.x - foot.x) <= kSame;
        if (!stands || std::abs(axis.breadth(b) - axis.breadth(foot)) > kSame) continue;
        ++bars;
        if (std::ranges::none_of(
                lengths, [&](int l) { return std::abs(l - axis.length(b)) <= kSameHeight; }))
          lengths.push_back(axis.length(b));
      }
      if (bars >= kFewest && lengths.size() >= 2) return true;
    }
  }
  return false;
}

}  // namespace unweave

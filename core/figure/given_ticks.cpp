// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/given_ticks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace unweave {

namespace {

std::string text_of(double value) {
  std::array<char, 40> text;
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

bool take_given_ticks(const Raster& raster, const GivenTicks& ticks, Colorbar& bar) {
  const AxisView axis{bar.vertical};
  const double origin = axis.begin(raster.origin);
  const double first = axis.begin(bar.rect), length = axis.end(bar.rect) - first;
  std::vector<RangePoint> points;
  for (const RangePoint& p : ticks.points)
    points.push_back({((p.t - origin) / raster.step - first) / length, p.value});
  const auto along = range_through(points, ticks.family);
  if (!along) return false;
  const bool rising = along->min < along->max;
  const BarEnd low = bar.vertical ? (rising ? BarEnd::Top : BarEnd::Bottom)
                                  : (rising ? BarEnd::Left : BarEnd::Right);
  turn_colorbar(bar, low, BarEndSource::Ticks);
  bar.range = rising ? *along : turned(*along);
  bar.ticks.clear();
  for (const RangePoint& p : points)
    bar.ticks.push_back({text_of(p.value), p.value, first + p.t * length, 0});
  std::sort(bar.ticks.begin(), bar.ticks.end(),
            [](const TickLabel& a, const TickLabel& b) { return a.value < b.value; });
  return true;
}

}  // namespace unweave

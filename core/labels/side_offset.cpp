// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/side_offset.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/labels/axis_offset.hpp"
#include "core/labels/number_text.hpp"

namespace unweave {

namespace {

/// Multiplies the values and adds to them what stands at the side's end for all labels.
void apply_offset(const Offset& offset, SideReading& side) {
  const double by = offset.multiplier > 0 ? offset.multiplier : 1;
  side.multiplier = by;
  side.addend = offset.addend;
  side.fit.probability *= offset.probability;
  const auto applied = [&](AxisFit& fit) {
    // Only what is linear can be shifted.
    fit = scaled(fit, by, offset.addend);
  };
  if (side.fit.fit) applied(*side.fit.fit);
  for (ScaleRival& r : side.fit.rivals) applied(r.fit);
  for (AxisLabel& l : side.labels)
    for (NumberReading& r : l.readings) {
      r.value = r.value * by + offset.addend;
      r.precision *= by;
    }
}

/// True if an addend ends before the labels begin, and both have one sign: programs take out the
/// digits that all values have.
bool suits(const Offset& offset, const AxisFit& fit) {
  constexpr double kExact = 1e-6;
  if (offset.addend == 0) return true;
  double most = 0;
  for (const FittedLabel& l : fit.labels) {
    most = std::max(most, std::abs(l.value));
    if (l.value * offset.addend < 0) return false;
  }
  if (most == 0) return true;
  const double by = offset.multiplier > 0 ? offset.multiplier : 1;
  const double digits = offset.addend / std::pow(10.0, std::floor(std::log10(most * by)));
  return std::abs(digits - std::round(digits)) <= kExact * std::max(1.0, std::abs(digits));
}

/// A label that is none of the scale and looks like a multiplier: it touched the row of labels.
/// Where labels are powers themselves it is one of them.
std::string merged_offset(const SideReading& side) {
  std::set<int> fitted;
  for (const FittedLabel& l : side.fit.fit->labels) {
    if (side.labels[static_cast<std::size_t>(l.index)].text.find('^') != std::string::npos)
      return {};
    fitted.insert(l.index);
  }
  for (std::size_t i = 0; i < side.labels.size(); ++i)
    if (!fitted.contains(static_cast<int>(i)) && resembles_multiplier(side.labels[i].text))
      return side.labels[i].text;
  return {};
}

}  // namespace

void take_offset(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                 const ColorMetric& metric, SideReading& side) {
  if (side.fit.outcome != FitOutcome::Fitted) return;
  // What is no label of the scale may be what stands for all of them.
  std::vector<Word> words;
  for (const FittedLabel& l : side.fit.fit->labels)
    words.push_back(side.words[static_cast<std::size_t>(l.index)]);
  const Offset offset = find_offset(raster, reader, s, words, metric);
  if (side.unclear_offset.empty()) side.unclear_offset = offset.unclear;
  const bool found = offset.multiplier > 0 || offset.addend != 0;
  if (found && (!suits(offset, *side.fit.fit) ||
                offset.probability * side.fit.probability < ScaleOptions{}.claim))
    side.unclear_offset = offset.text;
  else if (found)
    apply_offset(offset, side);
  else if (side.unclear_offset.empty())
    side.unclear_offset = merged_offset(side);
}

}  // namespace unweave

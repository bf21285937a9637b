// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_verdict.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace unweave {

bool ScaleVerdict::weighed() const {
  return !std::isnan(probability) || !candidates.empty() || !against.empty();
}

void ScaleVerdict::withdraw(ValueRange range) {
  candidates.insert(candidates.begin(), {std::move(range), probability});
  probability = std::numeric_limits<double>::quiet_NaN();
}

ScaleVerdict verdict_of(const FitResult& result, const std::vector<AxisLabel>& labels, bool claimed,
                        const RangeOf& range_of, const ScaleOptions& options) {
  ScaleVerdict out;
  const auto add = [&](const AxisFit& fit, double probability) {
    if (probability < options.reported) return;
    if (auto range = range_of(fit)) out.candidates.push_back({*std::move(range), probability});
  };
  if (result.fit) {
    if (claimed)
      out.probability = result.probability;
    else
      add(*result.fit, result.probability);
  }
  for (const ScaleRival& rival : result.rivals) add(rival.fit, rival.probability);
  if (result.witness >= 0) out.against = labels[static_cast<std::size_t>(result.witness)].text;
  return out;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/labels/calibration.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// A scale that was weighed beside the likeliest one.
struct ScaleCandidate {
  ValueRange range;        ///< what it would have said
  double probability = 0;  ///< [0, 1]
};

/// How sure the scale of a bar or an axis is, and what else it may be. Probabilities count what the
/// reader, the labels' places and the ends leave open; see infer_scale().
struct ScaleVerdict {
  /// [0, 1], of the scale that is claimed; NaN where none is, or where it is given.
  double probability = std::numeric_limits<double>::quiet_NaN();
  /// The others, likeliest first; where nothing is claimed, the likeliest is among them.
  std::vector<ScaleCandidate> candidates{};
  std::string against{};  ///< the text that speaks most against the likeliest; empty: none does

  /// True if labels were there to be weighed.
  bool weighed() const;
  /// Makes what was claimed, `range`, the likeliest of what is not.
  void withdraw(ValueRange range);
};

/// What a fit says along its bar or axis; nullopt where it cannot be a range.
using RangeOf = std::function<std::optional<ValueRange>(const AxisFit&)>;

/// The verdict on a fit whose scale is claimed (`claimed`), or is not for another reason.
/// Candidates below ScaleOptions::reported are left out.
ScaleVerdict verdict_of(const FitResult& result, const std::vector<AxisLabel>& labels, bool claimed,
                        const RangeOf& range_of, const ScaleOptions& options = {});

}  // namespace unweave

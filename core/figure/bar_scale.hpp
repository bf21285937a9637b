// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/figure/colorbar.hpp"
#include "core/image/compression.hpp"
#include "core/labels/calibration.hpp"
#include "core/labels/end_probability.hpp"

namespace unweave {

/// What fits say along a bar, low end first. `labels` outlive it.
class BarScale {
 public:
  BarScale(const Colorbar& bar, const std::vector<AxisLabel>& labels, bool open_ends,
           const Compression& compression);

  /// The range that a fit gives; nullopt where it gives none.
  std::optional<ValueRange> operator()(const AxisFit& fit) const;
  /// The range with its likeliest ends, and how probable they are.
  std::pair<std::optional<ValueRange>, double> settled(const AxisFit& fit) const;

 private:
  std::pair<double, double> values_of(const AxisFit& fit) const;
  std::optional<ValueRange> range_of(const AxisFit& fit, double first, double last) const;

  const std::vector<AxisLabel>& labels_;
  const Compression compression_;
  EndEvidence ends_;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_scale.hpp"

#include <algorithm>

#include "core/labels/end_values.hpp"
#include "core/labels/fitted_range.hpp"

namespace unweave {

BarScale::BarScale(const Colorbar& bar, const std::vector<AxisLabel>& labels, bool open_ends,
                   const Compression& compression)
    : labels_(labels), compression_(compression) {
  const AxisView axis{bar.vertical};
  const auto [first, last] = scale_limits(bar, open_ends);
  const bool outlined = axis.near(bar.outer) < axis.near(bar.rect);
  ends_ = {first,     last,    static_cast<double>(axis.length(bar.rect)), compression.edge(),
           open_ends, outlined};
}

std::optional<ValueRange> BarScale::operator()(const AxisFit& fit) const {
  const auto [first, last] = values_of(fit);
  return range_of(fit, first, last);
}

std::pair<std::optional<ValueRange>, double> BarScale::settled(const AxisFit& fit) const {
  const auto [first, last] = values_of(fit);
  const SettledEnds ends = settled_ends(labels_, fit, ends_, first, last);
  return {range_of(fit, ends.first, ends.last), ends.probability};
}

std::pair<double, double> BarScale::values_of(const AxisFit& fit) const {
  return end_values(labels_, fit, ends_.first, ends_.last, ends_.length, compression_);
}

std::optional<ValueRange> BarScale::range_of(const AxisFit& fit, double first, double last) const {
  auto range = fitted_range(fit, {ends_.first.at, ends_.last.at, first, last});
  return range && fit.slope < 0 ? turned(*range) : range;
}

}  // namespace unweave

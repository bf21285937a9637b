// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/cut_off.hpp"

#include <algorithm>

#include "core/image/unit_color.hpp"
#include "core/statistics.hpp"

namespace unweave {

CurveDistances::CurveDistances(const ColorHistogram& histogram, const InverseLookup& lookup) {
  // Every n-th color is enough for quantiles.
  const std::size_t stride = std::max<std::size_t>(1, histogram.size() / 20000);
  for (std::size_t i = 0; i < histogram.size(); i += stride)
    distances_.emplace_back(
        static_cast<float>(lookup.find_nearest(unit_color(histogram.codes()[i])).distance),
        histogram.counts()[i]);
}

double CurveDistances::quantile(double q) { return weighted_quantile(distances_, q); }

double CurveDistances::share_within(double distance) const {
  double within = 0, total = 0;
  for (const auto& [d, count] : distances_) {
    total += count;
    if (d <= distance) within += count;
  }
  return total > 0 ? within / total : 0;
}

double CurveDistances::noise() {
  constexpr double kMedianToSigma = 1.4826, kLeastNoise = 0.25 / 255;
  return std::max(kLeastNoise, kMedianToSigma * quantile(0.5));
}

}  // namespace unweave

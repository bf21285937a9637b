// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/noise_metric.hpp"

#include <cmath>

#include "core/image/color.hpp"

namespace unweave {

NoiseMetric jpeg_metric() {
  constexpr double kChroma = 0.4;
  NoiseMetric metric;
  metric.isotropic = false;
  metric.to_space << kLumaRed, kLumaGreen, kLumaBlue,           //
      -0.168736 * kChroma, -0.331264 * kChroma, 0.5 * kChroma,  //
      0.5 * kChroma, -0.418688 * kChroma, -0.081312 * kChroma;
  metric.to_space *= std::sqrt(3.0);  // the length of a gray step in the cube
  return metric;
}

Locus in_space(const Locus& locus, const NoiseMetric& metric) {
  Locus same = locus;
  same.colors = locus.colors * metric.to_space.transpose();
  return same;
}

}  // namespace unweave

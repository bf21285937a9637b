// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/noise_metric.hpp"

#include <cmath>

#include "core/image/color.hpp"
#include "core/image/compression.hpp"

namespace unweave {

NoiseMetric jpeg_metric() {
  constexpr double kBlue = Compression::kChromaWeight / kBlueOfChroma;
  constexpr double kRed = Compression::kChromaWeight / kRedOfChroma;
  NoiseMetric metric;
  metric.isotropic = false;
  metric.to_space << kLumaRed, kLumaGreen, kLumaBlue,                   //
      -kLumaRed * kBlue, -kLumaGreen * kBlue, (1 - kLumaBlue) * kBlue,  //
      (1 - kLumaRed) * kRed, -kLumaGreen * kRed, -kLumaBlue * kRed;
  metric.to_space *= std::sqrt(3.0);  // the length of a gray step in the cube
  return metric;
}

Locus in_space(const Locus& locus, const NoiseMetric& metric) {
  Locus same = locus;
  same.colors = locus.colors * metric.to_space.transpose();
  return same;
}

}  // namespace unweave

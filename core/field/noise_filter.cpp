// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/noise_filter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace unweave {

namespace {

/// Gaussian of 0.75 pixels, by the squared distance from the middle.
constexpr std::array<float, 3> kKernel{1.0F, 0.411F, 0.169F};

// In t: neighbors that differ by more lie beyond an edge, whatever the noise.
constexpr float kEdge = 0.1F;

/// Weighted sums over the neighborhood of a pixel, values relative to its own.
struct Sums {
  float kernel = 0, weight = 0, first = 0, second = 0;
};

Sums sums_about(const UncertainField& f, int x, int y) {
  const float middle = f.t[static_cast<std::size_t>(y) * f.width + x];
  Sums s;
  for (int v = std::max(y - 1, 0); v <= std::min(y + 1, f.height - 1); ++v)
    for (int u = std::max(x - 1, 0); u <= std::min(x + 1, f.width - 1); ++u) {
      const std::size_t i = static_cast<std::size_t>(v) * f.width + u;
      // Also where it is NaN: no neighbor.
      if (!(std::abs(f.t[i] - middle) < kEdge)) continue;
      const float kernel = kKernel[static_cast<std::size_t>(std::abs(u - x) + std::abs(v - y))];
      const float weight = kernel * f.precision[i], apart = f.t[i] - middle;
      s.kernel += kernel;
      s.weight += weight;
      s.first += weight * apart;
      s.second += weight * apart * apart;
    }
  return s;
}

}  // namespace

void filter_noise(const UncertainField& field, const Rect& inner, float* out) {
  for (int y = inner.y; y < inner.y + inner.height; ++y)
    for (int x = inner.x; x < inner.x + inner.width; ++x, ++out) {
      const std::size_t i = static_cast<std::size_t>(y) * field.width + x;
      const float t = field.t[i], precision = field.precision[i];
      *out = t;
      if (std::isnan(t)) continue;
      const Sums s = sums_about(field, x, y);
      if (!(s.weight > 0)) continue;
      const float mean = s.first / s.weight;
      const float scatter = s.second / s.weight - mean * mean;
      const float signal = std::max(scatter - s.kernel / s.weight, 0.0F);
      const float noise = precision > 0 ? 1 / precision : 1.0F;
      *out = t + mean * noise / (signal + noise);
    }
}

}  // namespace unweave

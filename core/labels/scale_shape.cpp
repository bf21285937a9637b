// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace unweave {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kDegree = std::numbers::pi / 180;
/// The linear part of a symmetric logarithm reaches as far as one decade: 1 / (1 - 1 / 10).
constexpr double kLinearPart = 1 / 0.9;

double sym_log(double v, double threshold) {
  const double r = std::abs(v) / threshold;
  const double u = r <= 1 ? r * kLinearPart : kLinearPart + std::log10(r);
  return v < 0 ? -u : u;
}

double sym_exp(double u, double threshold) {
  const double a = std::abs(u);
  const double r = a <= kLinearPart ? a / kLinearPart : std::pow(10.0, a - kLinearPart);
  return (u < 0 ? -r : r) * threshold;
}

/// Beyond the center a power goes on as its mirror image, so that it stays monotone.
double signed_power(double x, double exponent) {
  return x < 0 ? -std::pow(-x, exponent) : std::pow(x, exponent);
}

}  // namespace

double ScaleShape::u(double v) const {
  switch (family) {
    case ScaleFamily::Linear:
    case ScaleFamily::Table:
      return v;
    case ScaleFamily::Log10:
      return v > 0 ? std::log10(v) : kNaN;
    case ScaleFamily::SymLog:
      return sym_log(v, center);
    case ScaleFamily::Power:
      return signed_power(v - center, parameter);
    case ScaleFamily::TwoSlope:
      return v < center ? (v - center) * parameter : v - center;
    case ScaleFamily::Mercator:
      return std::abs(v) < 90 ? std::asinh(std::tan(v * kDegree)) : kNaN;
  }
  return kNaN;
}

double ScaleShape::value(double u) const {
  switch (family) {
    case ScaleFamily::Linear:
    case ScaleFamily::Table:
      return u;
    case ScaleFamily::Log10:
      return std::pow(10.0, u);
    case ScaleFamily::SymLog:
      return sym_exp(u, center);
    case ScaleFamily::Power:
      return center + signed_power(u, 1 / parameter);
    case ScaleFamily::TwoSlope:
      return center + (u < 0 ? u / parameter : u);
    case ScaleFamily::Mercator:
      return std::atan(std::sinh(u)) / kDegree;
  }
  return kNaN;
}

}  // namespace unweave

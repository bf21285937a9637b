// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/float_precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unweave {

namespace {

constexpr double kStep = 1.0 / 65536;
// Along the range: between two of these places the size of steps changes little, whatever the
// scale, and the ends, where values are largest, are among them.
constexpr int kPlaces = 256;

/// Distance from a number to the next larger one of its type.
template <class Float>
double spacing(double value) {
  const auto size = static_cast<Float>(std::abs(value));
  return static_cast<double>(std::nextafter(size, std::numeric_limits<Float>::infinity())) -
         static_cast<double>(size);
}

/// True if the type holds both ends of a step, and tells them apart.
template <class Float>
bool holds(double from, double to) {
  const double largest = std::max(std::abs(from), std::abs(to));
  if (!(largest < static_cast<double>(std::numeric_limits<Float>::max()))) return false;
  return spacing<Float>(largest) <= std::abs(to - from);
}

}  // namespace

FloatPrecision float_precision(const ValueRange& range) {
  if (range.source == RangeSource::None) return FloatPrecision::Single;
  bool single = true;
  for (int i = 0; i < kPlaces; ++i) {
    const double t = (1 - kStep) * i / (kPlaces - 1);
    const double from = range.value(t), to = range.value(t + kStep);
    if (!holds<double>(from, to)) return FloatPrecision::None;
    single = single && holds<float>(from, to);
  }
  return single ? FloatPrecision::Single : FloatPrecision::Double;
}

}  // namespace unweave

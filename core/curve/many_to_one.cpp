// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/many_to_one.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/image/unit_color.hpp"

namespace unweave {

namespace {

constexpr double kFarApart = 0.15;   // in t
constexpr double kSame = 2.0 / 255;  // between colors: rounding, and what a node is off
constexpr double kMostNoise = 4.0 / 255;
constexpr double kEndsMeet = 0.1;  // between the colors of the ends of a cyclic map
constexpr std::size_t kMostColors = 2000;

/// Between two places; the ends of a cyclic map are one place.
double apart(double a, double b, bool cyclic) {
  const double d = std::abs(a - b);
  return cyclic ? std::min(d, 1 - d) : d;
}

}  // namespace

double many_to_one(const Locus& locus, const ColorHistogram& histogram) {
  const Eigen::Index n = locus.colors.rows();
  if (n < 3) return 0;
  const bool cyclic =
      locus.closed || (locus.colors.row(0) - locus.colors.row(n - 1)).norm() < kEndsMeet;
  const double same = kSame + std::min(locus.noise, kMostNoise);
  const std::size_t stride = std::max<std::size_t>(1, histogram.size() / kMostColors);
  double all = 0, ambiguous = 0;
  for (std::size_t i = 0; i < histogram.size(); i += stride) {
    const double pixels = histogram.counts()[i];
    all += pixels;
    const Eigen::VectorXd distances =
        (locus.colors.rowwise() - unit_color(histogram.codes()[i])).rowwise().norm();
    Eigen::Index nearest = 0;
    if (distances.minCoeff(&nearest) > same) continue;
    for (Eigen::Index k = 0; k < n; ++k)
      if (distances[k] <= same && apart(locus.t[k], locus.t[nearest], cyclic) > kFarApart) {
        ambiguous += pixels;
        break;
      }
  }
  return all > 0 ? ambiguous / all : 0;
}

}  // namespace unweave

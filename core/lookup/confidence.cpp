// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/image/color.hpp"

namespace unweave {

namespace {

using Eigen::Index;

constexpr Index kPlaces = 1001;
// Compression's errors have longer tails than a normal distribution of the median's width.
constexpr double kNoiseScale = 1.5;
constexpr double kUsualStep = 1.0 / 256;  // most programs paint with tables of so many colors
// A color off the curve by k times the noise is taken to have been moved along it by as much.
constexpr double kOffCurve = 0.5;

}  // namespace

ConfidenceModel::ConfidenceModel(const Locus& locus, const NoiseMetric& metric, double noise,
                                 bool speed_known)
    : metric_(metric),
      noise_(static_cast<float>(std::hypot(kRoundingSigma, kNoiseScale * noise))),
      // A value is anywhere in its entry: the standard deviation of a uniform error.
      step_(static_cast<float>((locus.step > 0 ? locus.step : kUsualStep) / std::sqrt(12.0))),
      end_(static_cast<float>(locus.end)),
      speed_known_(speed_known),
      closed_(locus.closed),
      discrete_(locus.discrete) {
  const Index n = locus.discrete ? locus.colors.rows() : kPlaces;
  places_.resize(3, n);
  t_.resize(n);
  for (Index i = 0; i < n; ++i) {
    const double t =
        locus.discrete ? locus.t[i] : static_cast<double>(i) / static_cast<double>(n - 1);
    const Eigen::RowVector3d color =
        locus.discrete ? Eigen::RowVector3d(locus.colors.row(i)) : color_at(locus, t);
    places_.col(i) = metric_(color).transpose().cast<float>().array();
    t_[i] = static_cast<float>(t);
  }
}

Certainty ConfidenceModel::at(const Eigen::RowVector3d& color, double t) const {
  const Eigen::RowVector3d c = metric_(color);
  const Eigen::ArrayXf squared = (places_.row(0) - static_cast<float>(c[0])).square() +
                                 (places_.row(1) - static_cast<float>(c[1])).square() +
                                 (places_.row(2) - static_cast<float>(c[2])).square();
  const float least = squared.minCoeff();
  const float variance = noise_ * noise_ + static_cast<float>(kOffCurve) * least;
  const Eigen::ArrayXf likelihood = ((least - squared) / (2 * variance)).exp();
  Eigen::ArrayXf apart = (t_ - static_cast<float>(t)).abs();
  if (closed_) apart = apart.min(1 - apart);
  const float all = likelihood.sum();
  const float here = (apart <= static_cast<float>(kNear)).select(likelihood, 0.0F).sum();
  const float share = std::clamp(here / all, 0.0F, 1.0F);
  if (!speed_known_)
    return {static_cast<float>(kUnknownSpeed) * share, std::numeric_limits<float>::quiet_NaN()};
  const float spread = std::sqrt((likelihood * apart.square()).sum() / all);
  if (discrete_) return {share, spread};
  // An error of one end moves what lies there as far, and nothing at the other end.
  const float ends = end_ * static_cast<float>(std::hypot(1 - t, t));
  return {share, std::hypot(spread, step_, ends)};
}

}  // namespace unweave

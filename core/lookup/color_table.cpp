// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/color_table.hpp"

#include <algorithm>
#include <cmath>

#include "core/image/unit_color.hpp"
#include "core/parallel.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

using Eigen::RowVector3d;

// In units of the noise: a color farther from the curve than this is mixed with something else,
// ringing beside a hole's rim for example, which spoils luma as well as chroma.
constexpr double kNoiseOnly = 4;
// The noise of compression itself; what is measured beyond it comes from lines and text.
constexpr double kMostNoise = 0.006;
constexpr std::size_t kConfidenceGrain = 256;
constexpr std::size_t kLookupGrain = std::size_t{1} << 12;  // worth a thread

}  // namespace

ColorTable::ColorTable(std::shared_ptr<const ColorHistogram> histogram, Locus locus,
                       const NoiseMetric& metric, bool speed_known, unsigned threads)
    : histogram_(std::move(histogram)),
      metric_(metric),
      in_metric_(metric.isotropic ? std::nullopt
                                  : std::optional<InverseLookup>(in_space(locus, metric))),
      lookup_(std::move(locus)),
      speed_known_(speed_known),
      threads_(threads),
      entries_(histogram_->size()) {
  in_parallel(entries_.size(), threads, kLookupGrain,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i)
                  entries_[i] = look_up(unit_color(histogram_->codes()[i]));
              });
}

template <class Find>
ColorTable::Entry ColorTable::entry_of(const RowVector3d& color, Find find) const {
  const Lookup nearest = find(lookup_, color);
  const bool noisy =
      in_metric_ && nearest.distance <= kNoiseOnly * std::min(lookup_.locus().noise, kMostNoise);
  const Lookup likely = noisy ? find(*in_metric_, metric_(color)) : nearest;
  return {static_cast<float>(likely.t), static_cast<float>(nearest.distance),
          static_cast<float>(likely.ambiguity)};
}

ColorTable::Entry ColorTable::look_up(const RowVector3d& color) const {
  return entry_of(color, [](const InverseLookup& l, const RowVector3d& c) { return l.find(c); });
}

ColorTable::Entry ColorTable::look_up_nearest(const RowVector3d& color) const {
  return entry_of(
      color, [](const InverseLookup& l, const RowVector3d& c) { return l.find_nearest_often(c); });
}

/// Standard deviation about the curve in each of the two directions across it.
double ColorTable::noise() const {
  constexpr double kMedianOfTwo = 1.1774;  // of the length of a normal vector in a plane
  const std::size_t stride = std::max<std::size_t>(1, histogram_->size() / 20000);
  std::vector<std::pair<float, std::uint32_t>> distances;
  for (std::size_t i = 0; i < histogram_->size(); i += stride) {
    const RowVector3d color = unit_color(histogram_->codes()[i]);
    const double d =
        in_metric_ ? in_metric_->find_nearest(metric_(color)).distance : entries_[i].residual;
    distances.emplace_back(static_cast<float>(d), histogram_->counts()[i]);
  }
  return weighted_quantile(distances, 0.5) / kMedianOfTwo;
}

bool ColorTable::noisy() const {
  const Locus& locus = lookup_.locus();
  return in_metric_ && histogram_->exact() && !locus.closed && !locus.discrete;
}

/// Compression's errors have longer tails than their median tells. Of 1, 1.5 and 2, 2 brings the
/// error nearest to the truth on smooth fields; on rough ones, 1 is better by 1.5 %.
constexpr double kTails = 2;

float ColorTable::precision_at(double t, const RowVector3d& color) const {
  constexpr double kStep = 0.004;  // in t, to either side
  const Locus& locus = lookup_.locus();
  const double a = std::max(0.0, t - kStep), b = std::min(1.0, t + kStep);
  const double length2 = metric_(color_at(locus, b) - color_at(locus, a)).squaredNorm();
  // What lies off the curve has been moved along it as well.
  const double off2 = kTails * std::pow(in_metric_->find_nearest(metric_(color)).distance, 2) / 2;
  return static_cast<float>(length2 / ((b - a) * (b - a)) / (variance_ + off2));
}

const std::vector<float>& ColorTable::precisions() const {
  std::call_once(precisions_asked_, [this] {
    variance_ = kTails * std::pow(std::hypot(noise(), kRoundingSigma), 2);
    precisions_.resize(entries_.size());
    in_parallel(entries_.size(), threads_, kLookupGrain,
                [&](std::size_t, std::size_t begin, std::size_t end) {
                  for (std::size_t i = begin; i < end; ++i)
                    precisions_[i] =
                        precision_at(entries_[i].t, unit_color(histogram_->codes()[i]));
                });
  });
  return precisions_;
}

std::pair<float, float> ColorTable::likely(ColorCode code) const {
  const RowVector3d color = unit_color(code);
  if (!in_metric_) return {static_cast<float>(lookup_.find_nearest(color).t), 0.0F};
  const double t = in_metric_->find_nearest(metric_(color)).t;
  return {static_cast<float>(t), noisy() ? precision_at(t, color) : 0.0F};
}

const ConfidenceModel& ColorTable::model() const {
  std::call_once(model_asked_,
                 [this] { model_.emplace(lookup_.locus(), metric_, noise(), speed_known_); });
  return *model_;
}

Certainty ColorTable::certainty(std::size_t entry) const {
  if (certainties_known_) return certainties_[entry];
  return model().at(unit_color(histogram_->codes()[entry]), entries_[entry].t);
}

const std::vector<Certainty>& ColorTable::certainties() const {
  std::call_once(certainties_asked_, [this] {
    const ConfidenceModel& asked = model();
    certainties_.resize(entries_.size());
    in_parallel(entries_.size(), threads_, kConfidenceGrain,
                [&](std::size_t, std::size_t begin, std::size_t end) {
                  for (std::size_t i = begin; i < end; ++i)
                    certainties_[i] = asked.at(unit_color(histogram_->codes()[i]), entries_[i].t);
                });
    certainties_known_ = true;
  });
  return certainties_;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/lookup/confidence.hpp"
#include "core/lookup/inverse_lookup.hpp"
#include "core/lookup/noise_metric.hpp"

namespace unweave {

/// Every distinct color of a picture with its place on one curve, cut-off or not. Immutable.
class ColorTable {
 public:
  struct Entry {
    float t, residual, ambiguity;
  };

  /// Looks every color of `histogram` up, with `threads` threads (0: all of the machine's). t and
  /// the ambiguity are those of the curve's nearest point in `metric`, which stands for the noise
  /// (in the cube where a color is farther from the curve than noise explains); the residual is
  /// the distance in the sRGB-encoded cube, whatever the metric.
  ColorTable(std::shared_ptr<const ColorHistogram> histogram, Locus locus,
             const NoiseMetric& metric, bool speed_known, unsigned threads);

  const ColorHistogram& histogram() const { return *histogram_; }
  /// In the order of histogram().codes().
  const std::vector<Entry>& entries() const { return entries_; }
  Entry look_up(const Eigen::RowVector3d& color) const;
  /// The same without the ambiguity (0), by InverseLookup::find_nearest_often().
  Entry look_up_nearest(const Eigen::RowVector3d& color) const;
  /// t and its precision by the metric alone, whatever the distance from the curve.
  std::pair<float, float> likely(ColorCode code) const;
  /// As given to the constructor.
  unsigned threads() const { return threads_; }
  /// Whether t is worth filtering: the noise is that of compression, and t has no jump of its own.
  bool noisy() const;
  /// 1 / variance of each entry's t, from the curve's speed at it and the noise; made when it is
  /// first asked for.
  const std::vector<float>& precisions() const;
  /// By ConfidenceModel, in the order of the entries; made when it is first asked for.
  const std::vector<Certainty>& certainties() const;
  /// Of one entry: certainties()[entry], without making the others.
  Certainty certainty(std::size_t entry) const;
  /// The same of any color whose place on the curve is t.
  Certainty certainty_at(const Eigen::RowVector3d& color, double t) const {
    return model().at(color, t);
  }

 private:
  template <class Find>
  Entry entry_of(const Eigen::RowVector3d& color, Find find) const;
  double noise() const;
  const ConfidenceModel& model() const;
  float precision_at(double t, const Eigen::RowVector3d& color) const;

  std::shared_ptr<const ColorHistogram> histogram_;
  NoiseMetric metric_;
  std::optional<InverseLookup> in_metric_;  ///< nothing: the metric is the cube's
  InverseLookup lookup_;
  bool speed_known_;
  unsigned threads_;
  std::vector<Entry> entries_;
  mutable std::once_flag certainties_asked_, precisions_asked_, model_asked_;
  mutable std::atomic<bool> certainties_known_ = false;
  mutable std::optional<ConfidenceModel> model_;
  mutable std::vector<Certainty> certainties_;
  mutable std::vector<float> precisions_;
  mutable double variance_ = 0;
};

}  // namespace unweave

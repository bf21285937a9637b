// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/image/no_data.hpp"
#include "core/lookup/inverse_lookup.hpp"
#include "core/lookup/noise_metric.hpp"
#include "core/recover.hpp"

namespace unweave {

class FilledGaps;
struct InkMask;

/// What counts as data.
struct CutOff {
  double distance = 0.03;  ///< a colour farther from the curve has no data
  /// Within this distance a colour is data in any case; between the two only if it is nearer to the
  /// curve than to every background colour (mixtures at the rims of holes). >= distance: no such
  /// rule.
  double clear_distance = 0.03;
  std::vector<Eigen::RowVector3d> background{};
};

/// Every distinct colour of a picture with its place on one curve, cut-off or not. Immutable.
class ColorTable {
 public:
  struct Entry {
    float t, residual, ambiguity;
  };

  /// Looks every colour of `histogram` up, with `threads` threads (0: all of the machine's). t and
  /// the ambiguity are those of the curve's nearest point in `metric`, which stands for the noise
  /// (in the cube where a colour is farther from the curve than noise explains); the residual is
  /// the distance in the sRGB-encoded cube, whatever the metric.
  ColorTable(std::shared_ptr<const ColorHistogram> histogram, Locus locus,
             const NoiseMetric& metric, bool speed_known, unsigned threads);

  const ColorHistogram& histogram() const { return *histogram_; }
  /// In the order of histogram().codes().
  const std::vector<Entry>& entries() const { return entries_; }
  Entry look_up(const Eigen::RowVector3d& color) const;
  /// The same without the ambiguity (0), in four fifths of the time.
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
  const std::vector<float>& confidences() const;

 private:
  template <class Find>
  Entry entry_of(const Eigen::RowVector3d& color, Find find) const;
  double noise() const;
  float precision_at(double t, const Eigen::RowVector3d& color) const;

  std::shared_ptr<const ColorHistogram> histogram_;
  NoiseMetric metric_;
  std::optional<InverseLookup> in_metric_;  ///< nothing: the metric is the cube's
  InverseLookup lookup_;
  bool speed_known_;
  unsigned threads_;
  std::vector<Entry> entries_;
  mutable std::once_flag asked_, precisions_asked_;
  mutable std::vector<float> confidences_, precisions_;
  mutable double variance_ = 0;
};

/// t, residual and ambiguity of pixels by a table of the distinct 8-bit colours; pictures with more
/// than 8 bits a channel are looked up pixel by pixel with their full precision.
class FieldRecovery final : public Recovery {
 public:
  /// `excluded`: what has no data whatever its place on the curve. Cost: a pass over the table's
  /// colours.
  FieldRecovery(std::shared_ptr<const ColorTable> table, CutOff cut_off, NoData excluded);

  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override;

  /// Writes what the table tells into the report: residuals and the share of pixels with data.
  void summarize(Report report, std::uint64_t pixels_of_area);

  /// Takes what is drawn over the field out of it, and with `restore` gives the spoiled data beside
  /// it values; call after summarize(), whose shares of data it corrects.
  void hide(std::shared_ptr<const InkMask> ink, bool restore = true);

  /// Puts values into gaps narrower than `size` pixels, and their number into the report; call
  /// last.
  void fill(std::shared_ptr<const FilledGaps> gaps, int size);

 private:
  using Entry = ColorTable::Entry;
  void measure(const PixelSource& source, const Rect& area, const FieldBand& out) const;
  float mean_confidence() const;
  void blank_ink(const Rect& area, const FieldBand& out) const;
  template <class Use>
  void each_marked(const std::vector<bool>& marked, const Rect& area, Use use) const;
  template <class Use>
  void each_spoiled(const PixelReader& reader, const Rect& area, Use use) const;
  void gather_all(PixelReader& reader, const Rect& area, const FieldBand& out) const;
  void filter(PixelReader& reader, const Rect& area, const Rect& bounds, float* out) const;
  bool is_data(const Eigen::RowVector3d& color, double distance) const;
  void gather(const PixelReader& reader, std::size_t first, std::size_t n,
              const FieldBand& out) const;
  void gather_t(const ColorPlace* places, std::size_t n, float* out) const;
  void look_up(const PixelReader& reader, std::size_t first, std::size_t n,
               const FieldBand& out) const;

  std::shared_ptr<const ColorTable> table_;
  CutOff cut_off_;
  NoData excluded_;
  std::shared_ptr<const InkMask> ink_;      ///< may be null
  bool restore_ = false;                    ///< its spoiled data has values
  std::shared_ptr<const FilledGaps> gaps_;  ///< may be null
  mutable std::optional<float> mean_confidence_{};
  std::vector<float> t_;  ///< by ColorHistogram::slot(): NaN first, and where the cut-off says so
  /// The same by place, each value's bits XOR those of NaN: zero pages have no data.
  ColorTablePages by_place_;
};

/// Distances of a picture's colours from a curve; every pixel counts.
class CurveDistances {
 public:
  CurveDistances(const ColorHistogram& histogram, const InverseLookup& lookup);
  /// The distance within which a share q of the pixels lies.
  double quantile(double q);
  /// Share of the pixels within a distance.
  double share_within(double distance) const;
  /// The median scaled to a standard deviation, at least a quarter of an 8-bit step: the noise
  /// about a curve that was not fitted to the picture (a given map, a colour bar).
  double noise();

 private:
  std::vector<std::pair<float, std::uint32_t>> distances_;
};

}  // namespace unweave

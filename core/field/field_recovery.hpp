// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/lookup/inverse_lookup.hpp"
#include "core/recover.hpp"

namespace unweave {

/// What counts as data.
struct CutOff {
  double distance = 0.03;  ///< a colour farther from the curve has no data
  /// Within this distance a colour is data in any case; between the two only if it is nearer to the
  /// curve than to every background colour (mixtures at the rims of holes). >= distance: no such
  /// rule.
  double clear_distance = 0.03;
  std::vector<Eigen::RowVector3d> background{};
};

/// t, residual and ambiguity of pixels by a table of the distinct 8-bit colours; pictures with more
/// than 8 bits a channel are looked up pixel by pixel with their full precision.
class FieldRecovery final : public Recovery {
 public:
  struct Entry {
    float t, residual, ambiguity;
  };

  /// `excluded`: rectangles without data. Looks every colour of `histogram` up, with `threads`
  /// threads (0: all of the machine's).
  FieldRecovery(ColorHistogram histogram, InverseLookup lookup, CutOff cut_off,
                std::vector<Rect> excluded, unsigned threads);

  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override;

  /// Writes what the table tells into the report: residuals and the share of pixels with data.
  void summarize(Report report, std::uint64_t pixels_of_area);

 private:
  Entry look_up(const Eigen::RowVector3d& color) const;
  bool nearer_background(const Eigen::RowVector3d& color, double distance) const;

  ColorHistogram histogram_;
  InverseLookup lookup_;
  CutOff cut_off_;
  std::vector<Rect> excluded_;
  std::vector<Entry> entries_;
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

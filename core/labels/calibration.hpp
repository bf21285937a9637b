// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/labels/number_text.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// A label read beside an axis, with all that its text can mean.
struct AxisLabel {
  std::string text;
  double position = 0;     ///< along the axis, in pixels (pixel k covers [k, k + 1))
  double tolerance = 1.5;  ///< how far, in pixels, the label may be from where its value is
  bool marked = true;      ///< the position is a mark's; else the middle of the text
  double height = 0;       ///< of its letters, in pixels
  double confidence = 0;   ///< [0, 1], of the reading
  std::vector<NumberReading> readings;
};

/// A label that agrees with the fit.
struct FittedLabel {
  int index = 0;  ///< of the AxisLabel
  double value = 0;
  double residual = 0;  ///< signed, in pixels
  bool degrees = false;
};

/// value = intercept + slope * position, or log10(value) = … on a logarithmic scale.
struct AxisFit {
  Scale scale = Scale::Linear;
  double slope = 0;
  double intercept = 0;
  std::vector<FittedLabel> labels;  ///< by rising position
  double rms = 0;                   ///< of the residuals, in pixels

  double value_at(double position) const;
  double position_of(double value) const;  ///< NaN for what a logarithmic scale does not hold
};

enum class FitOutcome {
  Fitted,
  NoLabels,    ///< fewer than two labels are numbers
  Contradict,  ///< no scale on which enough labels agree
};

struct FitResult {
  FitOutcome outcome = FitOutcome::NoLabels;
  std::optional<AxisFit> fit;
};

/// The scale on which most labels agree: every pair of labels, with every meaning of both, proposes
/// a linear and (for positive values) a logarithmic scale; the one with the most labels within
/// their tolerances wins (RANSAC, Fischler & Bolles 1981, here exhaustive: labels are few), ties by
/// residual; then least squares over those labels. Accepted when at least three labels agree and
/// they are more than 60 % of those that are numbers and no two of them are at one place, or when
/// exactly two labels exist, both read with confidence of at least `sure` and round (at most two
/// significant digits). "1.000" is a thousand only where more labels agree then. Powers of ten with
/// two labels make a logarithmic scale, all else a linear one. Deterministic; cost cubic in the
/// number of labels.
FitResult fit_axis(const std::vector<AxisLabel>& labels, double sure = 0.8);

}  // namespace unweave

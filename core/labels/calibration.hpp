// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/labels/number_text.hpp"
#include "core/labels/scale_options.hpp"
#include "core/labels/scale_shape.hpp"
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
  bool dash_mark = false;      ///< the mark beside it may be its minus sign ...
  bool free_mark = false;      ///< ... and does not touch the side
  std::vector<double> gaps{};  ///< between its digits, see letter_gaps(); empty: not known
};

/// A label that agrees with the fit.
struct FittedLabel {
  int index = 0;  ///< of the AxisLabel
  double value = 0;
  double residual = 0;  ///< signed, in pixels
  bool degrees = false;
};

/// shape.u(value) = intercept + slope * position; of a table, straight between its points.
struct AxisFit {
  Scale scale = Scale::Linear;  ///< of shape.family; two slopes are a table
  double slope = 0;             ///< of a table, its sign only
  double intercept = 0;
  std::vector<FittedLabel> labels;  ///< by rising position
  double rms = 0;                   ///< of the residuals, in pixels
  ScaleShape shape{};
  std::vector<std::pair<double, double>> table{};  ///< (position, value) by position; Table only
  double by = 1, addend = 0;  ///< factor and addend of the values, written beside the labels

  double value_at(double position) const;
  double position_of(double value) const;  ///< NaN for what a logarithmic scale does not hold
};

/// The fit of labels whose values are all times `by` (positive) plus `addend`.
AxisFit scaled(AxisFit fit, double by, double addend);

/// The fit along a side that runs the other way: position p becomes `length` - p.
AxisFit mirrored(AxisFit fit, double length);

enum class FitOutcome {
  Fitted,
  NoLabels,    ///< fewer than two labels are numbers
  Contradict,  ///< no scale is probable enough
};

/// A scale that is not claimed, or not the likeliest.
struct ScaleRival {
  AxisFit fit;
  double probability = 0;
};

struct FitResult {
  FitOutcome outcome = FitOutcome::NoLabels;
  std::optional<AxisFit> fit;      ///< Fitted only
  double probability = 0;          ///< [0, 1], of the likeliest scale
  std::vector<ScaleRival> rivals;  ///< likeliest first, the fit not among them
  int witness = -1;  ///< the label that speaks most against the likeliest scale; -1: none
};

/// What beside the labels is known about a side.
struct ScaleSide {
  std::vector<double> ticks;   ///< positions of marks, with or without a label
  double first = 0, last = 0;  ///< ends of the side, pixels; equal: not known
  bool stepped = false;        ///< a bar of steps with a label at each inner edge
  int rise = 0;  ///< values usually rise with the position (1), against it (-1); 0: any
};

/// The likeliest scale of the labels (infer_scale), if its probability is at least
/// ScaleOptions::claim. Every label counts: those that do not fit are misread or foreign at a
/// price. Deterministic; cost cubic in the number of labels.
FitResult fit_axis(const std::vector<AxisLabel>& labels, const ScaleSide& side = {},
                   const ScaleOptions& options = {});

}  // namespace unweave

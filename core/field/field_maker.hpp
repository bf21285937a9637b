// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/context.hpp"
#include "core/curve/chosen_curve.hpp"
#include "core/field/field_options.hpp"
#include "core/field/fill.hpp"
#include "core/field/ink.hpp"
#include "core/field/measured_field.hpp"
#include "core/field/recovery.hpp"
#include "core/figure/data_area.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/figure/marker_plot.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/pixel_source.hpp"
#include "core/kept.hpp"
#include "core/lookup/color_table.hpp"
#include "core/result.hpp"

namespace unweave {

/// Makes the fields that one curve gives a figure, under changing options. What does not depend on
/// the options (tables of colors, ink) is made once; closed gaps are kept for the options that they
/// were closed for. Not thread-safe.
class FieldMaker {
 public:
  /// `source` outlives the object; `histogram` counts the pixels of `data`, which are those of
  /// `markers` where these are not null.
  FieldMaker(const PixelSource& source, std::shared_ptr<const FigureLayout> layout, DataArea data,
             std::shared_ptr<const ColorHistogram> histogram, ChosenCurve curve,
             std::shared_ptr<const MarkerPlot> markers = nullptr);

  /// The field, whole: looked up, without ink, its gaps closed, summed up in its report. Of
  /// markers there is no ink, and between them no gap that would have values. It may
  /// outlive the maker. Cost: a pass over the distinct colors; the first time also one over each
  /// direction's, and the search for ink. Errors: Canceled.
  Result<std::unique_ptr<Recovery>> make(const FieldOptions& options, const ValueOptions& values,
                                         const Context& context);

 private:
  std::shared_ptr<const ColorTable> look_up(bool reversed, unsigned threads);
  Result<std::shared_ptr<const InkMask>> ink(const Context& context);
  Result<std::shared_ptr<const FilledGaps>> close_gaps(const MeasuredField& field,
                                                       const FieldOptions& options,
                                                       const Context& context) const;
  void judge(const MeasuredField& measured, Report& report) const;

  const PixelSource* source_;
  std::shared_ptr<const FigureLayout> layout_;
  DataArea data_;
  std::shared_ptr<const ColorHistogram> histogram_;
  ChosenCurve curve_;
  std::shared_ptr<const MarkerPlot> markers_;    ///< null: a field
  std::shared_ptr<const ColorTable> tables_[2];  ///< by direction; made when first asked for
  std::optional<std::shared_ptr<const InkMask>> ink_;
  Kept<FieldOptions, std::shared_ptr<const FilledGaps>> gaps_;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/field/color_values.hpp"
#include "core/field/ink.hpp"
#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/lookup/color_table.hpp"
#include "core/lookup/cut_off.hpp"

namespace unweave {

/// What a field is measured by.
struct FieldParts {
  std::shared_ptr<const ColorTable> table;  ///< the picture's colors on their curve
  CutOff cut_off{};
  NoData excluded{};  ///< has no data whatever its place on the curve
  /// Where the field lies: pixels beyond are nobody's neighbors. Default: the whole picture.
  std::optional<Rect> bounds{};
  std::shared_ptr<const InkMask> ink{};  ///< what is drawn over the field; null: nothing
  bool restore = false;                  ///< the spoiled data beside ink has values
};

struct FieldSummary {
  double valid_fraction = 0;                     ///< share of the pixels that have data
  double residual_median = 0, residual_p95 = 0;  ///< distance of data and ink from the curve
};

/// A field as the pixels say it: each pixel's place on the curve, filtered where the noise is that
/// of compression, without what is drawn over it. Its gaps are open. Immutable.
class MeasuredField {
 public:
  /// Cost: a pass over the table's colors.
  explicit MeasuredField(FieldParts parts);

  /// As Recovery::evaluate(); `out.filled` is left alone.
  void measure(const PixelSource& source, const Rect& area, const FieldBand& out) const;

  const ColorValues& values() const { return values_; }
  /// `counted`: the area whose colors the table holds. Cost: a sort of them.
  FieldSummary summary(const Rect& counted) const;

 private:
  void gather(PixelReader& reader, const Rect& area, const FieldBand& out) const;
  void filter(PixelReader& reader, const Rect& area, const Rect& bounds, float* out) const;
  void blank_ink(const Rect& area, const FieldBand& out) const;
  template <class Use>
  void each_spoiled(const PixelReader& reader, const Rect& area, Use use) const;

  ColorValues values_;
  NoData excluded_;
  std::optional<Rect> bounds_;
  std::shared_ptr<const InkMask> ink_;  ///< may be null
  bool restore_;                        ///< its spoiled data has values
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/field/report.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/lookup/locus.hpp"

namespace unweave {

struct FigureLayout;

/// What a field was read by, for whoever paints it anew.
struct FieldOrigin {
  /// In pixels of the picture put right (see Correction); null: not known.
  std::shared_ptr<const FigureLayout> layout{};
  Locus locus{};  ///< the curve, low end first
};

/// Rows of results. Each pointer may be null (not wanted); each plane is width * height floats of
/// the rectangle asked for, row-major, without padding.
struct FieldBand {
  float* t = nullptr;  ///< [0, 1]; NaN: no data
  float* residual =
      nullptr;  ///< distance from the curve, cube edge = 1; NaN only where nothing is visible
  float* ambiguity =
      nullptr;  ///< [0, 1]: 0 no other stretch of the curve fits, 1 another fits as well
  float* confidence = nullptr;  ///< [0, 1]: probability that t is within 0.01 of the truth (see
                                ///< ConfidenceModel); NaN: no data. For pictures deeper than 8
                                ///< bits, that of the color rounded to 8 bits.
  float* filled = nullptr;      ///< 1 where t was not measured but closes a gap, else 0
  float* deviation = nullptr;   ///< standard deviation of t (see Certainty), in t; NaN: no data, or
                                ///< nothing that says it
};

/// A picture's recovered colormap, ready to turn its pixels into values. Immutable; small
/// (independent of the picture's size but for tables of its distinct colors).
class Recovery {
 public:
  virtual ~Recovery() = default;
  const Report& report() const { return report_; }
  const FieldOrigin& origin() const { return origin_; }
  /// t, residual, ambiguity and confidence of `area`, which lies inside report().plot_area (picture
  /// coordinates). `source` is the one that was analyzed. Deterministic; the result for a pixel
  /// does not depend on how the picture is cut into areas. Not thread-safe for one `source`.
  virtual void evaluate(const PixelSource& source, const Rect& area,
                        const FieldBand& out) const = 0;
  /// t of a color (display-encoded, [0, 1]) by itself, wherever it is met; NaN: it has no data.
  virtual float place(const std::array<double, 3>& color) const;

 protected:
  Report report_;
  FieldOrigin origin_;
};

}  // namespace unweave

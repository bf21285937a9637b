// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/context.hpp"
#include "core/field/field_options.hpp"
#include "core/field/measured_field.hpp"
#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// How gaps are closed.
struct FillOptions {
  int size = 5;         ///< pixels, 1 to kLargestGap: only what is narrower than this is closed
  bool closed = false;  ///< t = 0 and t = 1 are the same: a cyclic map
  /// The only values there are, rising; empty: any. Of a stepped map, the middles of its levels.
  std::vector<float> levels{};
};

/// A part of a field, row-major.
struct GappyField {
  int width = 0, height = 0;
  std::vector<float> t;  ///< [0, 1]; NaN: no data
  /// 1 where no value can ever be: transparent, not selected, the color bar.
  std::vector<std::uint8_t> outside;
};

/// For each pixel the width of the gap that it lies in (pixels, rounded up), or 0 if it is data or
/// lies in a hole that stays.
///
/// A pixel without data lies in a gap if a straight run of such pixels through it, along a row, a
/// column or a diagonal, is shorter than `size` and has data at both ends. Pixels of which no run
/// is short are a hole, and so is what lies within `size` steps of one through pixels without data:
/// the notches of its rim are not lines. A strip along the border of the field has data at one side
/// only and stays open. Cost: a few steps a pixel.
std::vector<std::uint8_t> gap_widths(const GappyField& field, int size);

/// Puts into field.t, where `widths` (as of gap_widths()) is not 0, the values of the membrane that
/// is spanned between the rims: the solution of Laplace's equation, each pixel the mean of its four
/// neighbors, with no slope across the border and towards holes (Bertalmio et al. 2000 call this
/// the simplest inpainting; for gaps of some pixels no better is needed). Reproduces a plane
/// between rims on all sides. Where no rim can be reached, `widths` becomes 0 and NaN stays. Cost:
/// a sparse system of as many unknowns as there are gap pixels, conjugate gradients in about
/// `size` steps.
void span_membrane(GappyField& field, std::vector<std::uint8_t>& widths,
                   const FillOptions& options);

/// The gaps of a picture, closed. Immutable; about 9 bytes a filled pixel.
class FilledGaps {
 public:
  /// Writes the values and how sure they are into rows of a plot area, where a gap was closed, and
  /// marks every pixel: 1 filled, 0 not. `area` in pixels of the picture; `of_data`: how sure the
  /// picture's data is on average, of which the rims are.
  void apply(const Rect& area, const FieldBand& out, const Certainty& of_data) const;
  std::uint64_t pixels() const { return column_.size(); }

  /// Closes the gaps that `field` leaves in `area`. Bands of rows with some more at each side, so
  /// that memory does not grow with the picture's height; beyond four sizes the rims have no say
  /// (their influence falls as exp(-pi d / size)). How sure a filled value is, is measured: by how
  /// far the mean of two data pixels as far apart as the gap's rims is from the data pixel between
  /// them, how often within 0.01, and the root mean square. Deterministic. Errors: Canceled.
  static Result<std::shared_ptr<const FilledGaps>> close(const PixelSource& source,
                                                         const Rect& area,
                                                         const MeasuredField& field,
                                                         const FillOptions& options,
                                                         const Context& context);

 private:
  void keep(const GappyField& field, const std::vector<std::uint8_t>& widths, int row, int y);

  Rect area_;
  std::vector<std::size_t> row_;  ///< height + 1: where each row's pixels begin
  std::vector<std::int32_t> column_;
  std::vector<float> t_;
  std::vector<std::uint8_t> width_;
  std::vector<Certainty> certainty_;  ///< by half the distance of the rims, pixels
};

}  // namespace unweave

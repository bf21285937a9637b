// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/background.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/quiet_places.hpp"
#include "core/image/touches.hpp"
#include "core/locus/codebook.hpp"
#include "core/lookup/locus.hpp"
#include "core/result.hpp"

namespace unweave {

/// What speaks for or against a curve. Distances in the sRGB-encoded cube, edge = 1.
struct LocusEvidence {
  double clear_distance = 0;  ///< six times the noise, 0.03 to 0.25: beyond it is not the curve
  /// Share of the sample's pixels that are farther than clear_distance from the curve and no
  /// mixture with background: ink, or colors that are no data.
  double off_curve = 0;
  /// gradual_share() of the colors farther than clear_distance.
  double gradual = 1;
  /// 90th percentile of the distances in the quietest places of the field.
  double quiet_spread = 0;
  double length = 0;      ///< of the curve
  double touch_step = 0;  ///< mean |difference of t| between touching cells in quiet places
};

/// A curve recovered from a picture's colors and neighbourhoods alone, with what it rests on.
struct BlindLocus {
  Locus locus;
  Codebook codebook;       ///< cells of the quiet places
  Eigen::VectorXd cell_t;  ///< t of each cell; NaN where it is not on the curve
  std::vector<Background> background;
  LocusEvidence evidence;
  /// False where the colors do not lie along a curve that the picture follows: a photograph, a
  /// drawing, or a figure whose lines have spoiled the order of its colors.
  bool follows_curve = true;
  /// Where a finite palette was recognized behind lines and text: the pixels of each cell in the
  /// calmest places, where hardly any ink is. Empty otherwise.
  Eigen::VectorXd calm;
};

/// Recovers the locus: quiet places, codebook, who touches whom, order, curve. The end nearer
/// black has t = 0 (a convention: colors alone do not tell).
/// The colors of a photograph or drawing do not lie along a curve that the picture follows: even
/// in its quietest places they spread around the best curve by more than 0.019 of its length (and
/// 0.03), or touching colors lie far apart on it, or half of the pixels lie off it. In noise no
/// order is looked for, and the locus stays empty. `sample` is of the pixels that `histogram`
/// counted. Errors: Canceled, OneColor, TooFewColors, those of order_cells().
Result<BlindLocus> recover_locus(PictureSample sample, const ColorHistogram& histogram,
                                 const Context& context);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/background.hpp"
#include "core/image/color_histogram.hpp"
#include "core/locus/locus.hpp"
#include "core/result.hpp"

namespace unweave {

/// A curve recovered from a picture's colours and neighbourhoods alone, with what it rests on.
struct BlindLocus {
  Locus locus;
  Codebook codebook;       ///< cells of the quiet places
  Eigen::VectorXd cell_t;  ///< t of each cell; NaN where it is not on the curve
  std::vector<Background> background;
  /// Share of the sample's pixels away from background that are farther than `clear_distance` from
  /// the curve: ink, or colours that are no data.
  double off_curve = 0;
  double clear_distance = 0;  ///< six times the noise, at least 0.03: beyond it is not the curve
};

/// Recovers the locus: quiet places, codebook, who touches whom, order, curve. The end nearer
/// black has t = 0 (a convention: colours alone do not tell).
/// A photograph or drawing is refused because its colours do not lie along a curve: more than
/// kMaxOffCurve of its pixels are farther from the best curve than clear_distance, or the noise
/// about the curve is more than kMaxNoise.
/// Errors: Cancelled, OneColor, TooFewColors, NotPseudocolor.
Result<BlindLocus> recover_locus(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, Context& context);

}  // namespace unweave

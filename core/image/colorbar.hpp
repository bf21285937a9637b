// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/image/colorbar_search.hpp"
#include "core/image/content.hpp"
#include "core/image/figure_layout.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// [0, 1]: share of the quiet pixels of `plot` (raster pixels; like their neighbours, not
/// background, not inside the bar) whose colour lies on the candidate's curve of colours. `lone` of
/// the background: also pixels of its colour count as data where the bar holds that colour.
double bar_agreement(const Raster& raster, const BarCandidate& bar, const Rect& plot,
                     const std::optional<Backdrop>& backdrop);

/// [0, 1]: share of the candidate's colours that occur in `plot`.
double bar_use(const Raster& raster, const BarCandidate& bar, const Rect& plot,
               const std::optional<Backdrop>& backdrop);

/// A bar in raster pixels with samples, levels and over/under ends; its low end by convention
/// (bottom, left), no ticks yet.
Colorbar make_colorbar(const Raster& raster, const BarCandidate& candidate,
                       const std::optional<Backdrop>& backdrop);

/// Turns colours, levels and ends so that `min_end` is the low end.
void turn_colorbar(Colorbar& bar, BarEnd min_end, BarEndSource source);

/// Moves the open-ended boxes at the ends of a stepped bar (first and last level) out of its range:
/// they become `under` and `over`.
void open_end_boxes(Colorbar& bar);

/// Lengthens a bar by a pixel of each of the colors, outward, at its top or left (`at_start`) or
/// its other end; of a stepped bar that is a step more. For an end that has the background's own
/// colour.
void lengthen_colorbar(Colorbar& bar, bool at_start, const std::vector<Rgb8>& colors);

/// Takes `pixels` at its top or left (`at_start`) or its other end out of a bar's range: they stand
/// for values beyond it.
void shorten_colorbar(Colorbar& bar, bool at_start, int pixels);

}  // namespace unweave

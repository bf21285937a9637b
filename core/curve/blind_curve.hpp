// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.hpp"
#include "core/curve/chosen_curve.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/quiet_places.hpp"

namespace unweave {

/// The curve that the colors of `area` lie on, or the known map of `catalog` (may be null) that
/// explains them; `sample` is of the same pixels. Steps that compression has blurred are ordered by
/// their flat colors. Errors: those of recover_locus; NotPseudocolor.
Result<ChosenCurve> blind_curve(PictureSample sample, const PixelSource& source, const Rect& area,
                                const ColorHistogram& histogram, const FigureLayout& layout,
                                const Catalog* catalog, const Context& context);

}  // namespace unweave

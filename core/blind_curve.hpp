// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/choose_curve.hpp"

namespace unweave {

/// The curve that the colors of `area` lie on, or the known map of `catalog` (may be null) that
/// explains them. Steps that compression has blurred are ordered by their flat colors.
/// Errors: those of recover_locus; NotPseudocolor.
Result<ChosenCurve> blind_curve(const PixelSource& source, const Rect& area,
                                const ColorHistogram& histogram, const FigureLayout& layout,
                                const Catalog* catalog, Context& context);

}  // namespace unweave

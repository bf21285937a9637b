// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/context.hpp"
#include "core/figure/colorbar.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/quiet_places.hpp"
#include "core/result.hpp"

namespace unweave {

/// Refuses what shows no field whatever curve its colors lie on: text, lines and boxes (detail
/// "drawing"), bars of a chart ("bars"), markers of a scatter plot ("markers"), a pie ("pie"), a
/// view of a solid ("solid"); the latter four only where no part was selected. `sample` and
/// `histogram` are of the plot area of `source`. Errors: NotPseudocolor, Canceled.
Result<void> refuse_what_is_no_field(const PixelSource& source, const ColorHistogram& histogram,
                                     const FigureLayout& layout, const PictureSample& sample,
                                     const Context& context);

/// Refuses a bar that passes through the same grays again and again (detail "gray copy"): the
/// picture is a gray copy of a colored one, and a gray stands for several values. Errors:
/// NotPseudocolor.
Result<void> refuse_gray_copy(const Colorbar& bar);

/// The detail of NotPseudocolor for colors that lie along no curve: "photograph" where the picture
/// has neither paper nor bar nor axes, and more different colors than maps bring, most of them
/// pale; else nothing.
std::string looks_like(const ColorHistogram& histogram, const FigureLayout& layout);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/context.hpp"
#include "core/image/evened_source.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// The light on the paper of a scanned or photographed figure, where it is uneven; nullopt: it is
/// even, or there is no paper to see. `outline`: the outermost straight lines of the picture, where
/// they were found; where what lies beyond them is no paper, they are the page's rim.
///
/// Squares of the picture whose colors hardly vary, bright and of little chroma, are paper or not;
/// the logarithm of their color is fitted by a polynomial of the second degree in both directions
/// (as in flat-field correction), by least absolute deviations, so that up to half of the squares
/// may show something else (Bloomfield & Steiger 1983). It counts where most of them lie within a
/// hundredth of it, where they surround what else the page shows, and where it changes by more
/// than its scatter explains, and by 3 %: the paper of programs' figures does not change at all. A
/// page with a rim counts whether its light changes or not.
/// Meant for pictures with straight lines along both axes: a smooth gray field without a frame
/// would look the same. Cost: reads a few squares at the border; where these differ, a sample of a
/// million pixels. Errors: Canceled.
Result<std::optional<PaperLight>> find_paper_light(const PixelSource& source,
                                                   const std::optional<Rect>& outline,
                                                   const Context& context);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/neighborhood.hpp"

namespace unweave {

/// The luma (ITU-T T.871) of 8 bits a pixel. `inverted`: 255 less the luma, so that light lines are
/// dark ones.
BytePlane luma_image(const std::vector<ColorCode>& colors, int width, bool inverted);

/// How far each pixel is below the morphological closing with 5 x 5 pixels ("black top-hat"): what
/// a dark line of less than 5 pixels takes from the luma of what is beside it. 0 on any slope but
/// at the picture's border.
std::vector<std::uint8_t> depth_of_lines(const BytePlane& luma);

/// The same after an opening, which takes away all that is light and thin: noise and rough data
/// leave next to nothing of it, as there every thin valley has a thin ridge beside it.
std::vector<std::uint8_t> depth_without_ridges(const BytePlane& luma);

/// 1 where the depth is at least `weak` and a path of such pixels, of at most `reach` steps, leads
/// to one with at least `strong` (hysteresis, Canny 1986; the path's length is bounded so that the
/// answer does not depend on how the picture is cut).
std::vector<std::uint8_t> connected_lines(const std::vector<std::uint8_t>& depth, int width,
                                          int weak, int strong, int reach);

/// 1 for the pixels with at least `weak` that hang together over more than `extent` pixels in a row
/// or column.
std::vector<std::uint8_t> long_lines(const std::vector<std::uint8_t>& depth, int width, int weak,
                                     int extent);

}  // namespace unweave

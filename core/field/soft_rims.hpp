// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/field/ink_band.hpp"

namespace unweave {

/// An InkBand::Kind for each of a band's pixels, as InkBand::grow() gives it, where compression
/// leaves a single pixel's color with little to say. What is told around by clean pixels, less the
/// color, is what ink takes from a pixel; a weighted mean of it over 13 pixels says
/// how near the pixel is to the middle of a line. Within 2 pixels of a core a pixel is ink where
/// this mean is at least a fifth of the most that is taken within 3 pixels. Cores that were told
/// only by their distance from the curve and have less are data whose chroma was smeared. Luma
/// counts more than chroma, as in jpeg_metric().
std::vector<std::uint8_t> soft_rims(const InkBand& band);

}  // namespace unweave

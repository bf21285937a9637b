// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/field/color_values.hpp"
#include "core/image/color.hpp"

namespace unweave {

/// A color of the picture that is not on the map, so that its pixels have no data.
struct LostColor {
  Rgb8 color{};      ///< the most frequent of those that are nearly alike
  double share = 0;  ///< of `pixels`, with the colors that are nearly alike
};

/// The most frequent of them, at most `most`, that each fill at least 5 % of `pixels` pixels of the
/// plot area: less is ink. Grays nearly as dark as ink and colors of `known` (the paper around the
/// plot), which everybody sees to be no data, are left out. Cost: a pass over the colors.
std::vector<LostColor> lost_colors(const ColorValues& values, long long pixels,
                                   const std::vector<Rgb8>& known, std::size_t most);

}  // namespace unweave

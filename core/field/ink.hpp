// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/image/no_data.hpp"
#include "core/image/pixel_codes.hpp"

namespace unweave {

/// Pixels of a rectangle whose colours pass for data, though they are drawn over the field: lines,
/// text, markers and their rims.
struct InkMask : PixelMask {
  std::map<ColorCode, std::uint32_t> colors;  ///< of the ink pixels, with their number
  /// Data beside ink that compression has moved beyond the cut-off, as `pixels`; empty: none.
  std::vector<bool> spoiled;
  std::uint64_t spoiled_pixels = 0;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_codes.hpp"

namespace unweave {

/// Pixels of a rectangle whose colors pass for data, though they are drawn over the field: lines,
/// text, markers and their rims.
struct InkMask : PixelMask {
  std::map<ColorCode, std::uint32_t> colors;  ///< of the ink pixels, with their number
  /// Data beside ink that compression has moved beyond the cut-off, as `pixels`; empty: none.
  std::vector<bool> spoiled;
  std::uint64_t spoiled_pixels = 0;

  /// Calls use(index) for the marked pixels (`pixels` or `spoiled`) of a rectangle, counted row by
  /// row in that rectangle.
  template <class Use>
  void each_of(const std::vector<bool>& marked, const Rect& rows, Use use) const {
    const Rect part = intersect(rows, area);
    for (int y = part.y; y < part.bottom(); ++y)
      for (int x = part.x; x < part.right(); ++x)
        if (marked[index(x, y)])
          use(static_cast<std::size_t>(y - rows.y) * rows.width + (x - rows.x));
  }
};

}  // namespace unweave

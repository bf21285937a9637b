// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/geometry.hpp"

namespace unweave {

/// A color that stands for no data: a background, a land mask. Display-encoded levels, 0..255.
struct NoDataColor {
  Rgb8 color{};
  /// Largest difference in a channel that still counts as this color. 0: this very color; of a
  /// compressed picture about 6.
  int tolerance = 0;
  friend bool operator==(const NoDataColor&, const NoDataColor&) = default;
};

/// A bit a pixel of a part of the picture.
struct PixelMask {
  Rect area;
  std::vector<bool> pixels;  ///< area.width * area.height, row-major

  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y - area.y) * area.width + (x - area.x);
  }
  bool at(int x, int y) const { return area.contains(x, y) && pixels[index(x, y)]; }
};

/// Pixels that are no data although they are visible and selected.
struct NoData {
  std::vector<Rect> areas;
  std::vector<NoDataColor> colors;
  std::shared_ptr<const PixelMask> mask{};  ///< may be null
  bool empty() const { return areas.empty() && colors.empty() && !mask; }
  friend bool operator==(const NoData&, const NoData&) = default;
};

}  // namespace unweave

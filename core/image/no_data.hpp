// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/geometry.hpp"

namespace unweave {

/// A color that stands for no data: a background, a land mask. Display-encoded levels, 0..255.
struct NoDataColor {
  std::array<std::uint8_t, 3> color{};
  /// Largest difference in a channel that still counts as this color. 0: this very color; of a
  /// compressed picture about 6.
  int tolerance = 0;
  friend bool operator==(const NoDataColor&, const NoDataColor&) = default;
};

/// Pixels that are no data although they are visible and selected.
struct NoData {
  std::vector<Rect> areas;
  std::vector<NoDataColor> colors;
  bool empty() const { return areas.empty() && colors.empty(); }
  friend bool operator==(const NoData&, const NoData&) = default;
};

}  // namespace unweave

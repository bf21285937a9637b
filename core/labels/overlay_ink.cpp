// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/overlay_ink.hpp"

#include <algorithm>
#include <cstddef>

namespace unweave {

InkMap overlay_ink(const Raster& raster, const Rect& area) {
  // Levels, of the way from black: thin strokes are blended with what is around them, as
  // on paper (ink_map takes as large a share of the contrast), and the map's colors are seldom so
  // near to white in all three channels.
  constexpr int kInk = 108;
  InkMap out;
  out.area = intersect(area, raster.bounds());
  out.paper = {0, 0, 0};
  out.threshold = kInk;
  out.dark.resize(static_cast<std::size_t>(out.area.area()));
  std::size_t k = 0;
  for (int y = out.area.y; y < out.area.bottom(); ++y)
    for (int x = out.area.x; x < out.area.right(); ++x) {
      const std::uint8_t* p = raster.at(x, y);
      out.dark[k++] = std::min({p[0], p[1], p[2]});
    }
  return out;
}

}  // namespace unweave

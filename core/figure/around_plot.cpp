// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/around_plot.hpp"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace unweave {

namespace {

using Place = std::pair<int, int>;  // x, y

/// Moves what is connected to `start` from the background to the mask.
void flood(std::vector<std::uint8_t>& content, int width, Place start, PixelMask& mask) {
  const Rect& r = mask.area;
  std::vector<Place> open{start};
  while (!open.empty()) {
    const auto [x, y] = open.back();
    open.pop_back();
    if (!r.contains(x, y)) continue;
    std::uint8_t& pixel = content[static_cast<std::size_t>(y) * width + x];
    if (pixel != 0) continue;
    pixel = 1;
    mask.pixels[mask.index(x, y)] = true;
    open.insert(open.end(), {{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}});
  }
}

}  // namespace

std::shared_ptr<const PixelMask> find_outside(const Raster& raster, const Rect& rect,
                                              const Backdrop& backdrop) {
  constexpr int kMinCorners = 3;
  if (raster.step != 1 || rect.empty()) return nullptr;
  std::vector<std::uint8_t> content = content_mask(raster, rect, backdrop);
  const std::array<Place, 4> corners{{{rect.x, rect.y},
                                      {rect.right() - 1, rect.y},
                                      {rect.x, rect.bottom() - 1},
                                      {rect.right() - 1, rect.bottom() - 1}}};
  int empty = 0;
  for (const auto& [x, y] : corners)
    empty += content[static_cast<std::size_t>(y) * raster.width + x] == 0 ? 1 : 0;
  if (empty < kMinCorners) return nullptr;
  auto mask = std::make_shared<PixelMask>();
  mask->area = rect;
  mask->pixels.resize(static_cast<std::size_t>(rect.area()));
  for (const Place& corner : corners) flood(content, raster.width, corner, *mask);
  mask->area = raster.to_picture(rect);
  return mask;
}

}  // namespace unweave

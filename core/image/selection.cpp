// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/selection.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace unweave {

std::optional<Rect> selection_bounds(const PixelSource& source) {
  constexpr int kBand = 64;  // rows at a time, as tall as the tiles of GIMP 2.10
  const PixelLayout layout = source.layout();
  if (!source.has_selection()) return Rect{0, 0, layout.width, layout.height};
  std::vector<std::uint8_t> band(static_cast<std::size_t>(layout.width) * kBand);
  int left = layout.width, right = 0, top = layout.height, bottom = 0;
  for (int y = 0; y < layout.height; y += kBand) {
    const int rows = std::min(kBand, layout.height - y);
    source.read_selection({0, y, layout.width, rows}, band.data());
    for (int r = 0; r < rows; ++r) {
      const auto row = band.begin() + static_cast<std::ptrdiff_t>(r) * layout.width;
      const auto selected = [](std::uint8_t coverage) { return coverage != 0; };
      const auto first = std::find_if(row, row + layout.width, selected);
      if (first == row + layout.width) continue;
      const auto last = std::find_if(std::make_reverse_iterator(row + layout.width),
                                     std::make_reverse_iterator(row), selected);
      left = std::min(left, static_cast<int>(first - row));
      right = std::max(right, static_cast<int>(last.base() - row));
      top = std::min(top, y + r);
      bottom = y + r + 1;
    }
  }
  if (right == 0) return std::nullopt;
  return Rect{left, top, right - left, bottom - top};
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/excluding_source.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "core/image/pixel_codes.hpp"

namespace unweave {

namespace {

bool is_color(ColorCode code, const NoDataColor& none) {
  return channel_difference(code, code_of(none.color)) <= none.tolerance;
}

}  // namespace

void ExcludingSource::read_selection(const Rect& area, std::uint8_t* out) const {
  source_.read_selection(area, out);
  for (const Rect& rect : excluded_.areas) {
    const Rect hole = intersect(rect, area);
    for (int y = hole.y; y < hole.bottom(); ++y)
      std::fill_n(out + static_cast<std::ptrdiff_t>(y - area.y) * area.width + (hole.x - area.x),
                  hole.width, std::uint8_t{0});
  }
  if (excluded_.mask) exclude_mask(area, out);
  if (!excluded_.colors.empty()) exclude_colors(area, out);
}

void ExcludingSource::exclude_mask(const Rect& area, std::uint8_t* out) const {
  const PixelMask& mask = *excluded_.mask;
  const Rect part = intersect(mask.area, area);
  for (int y = part.y; y < part.bottom(); ++y) {
    std::uint8_t* row = out + static_cast<std::ptrdiff_t>(y - area.y) * area.width;
    for (int x = part.x; x < part.right(); ++x)
      if (mask.pixels[mask.index(x, y)]) row[x - area.x] = 0;
  }
}

void ExcludingSource::exclude_colors(const Rect& area, std::uint8_t* out) const {
  std::vector<ColorCode> codes(static_cast<std::size_t>(area.area()));
  PixelReader(source_, false).read_codes(area, codes.data());
  // Of neighbors that are alike only the first is compared.
  ColorCode last = kNoData;
  bool none = false;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == kNoData) continue;
    if (codes[i] != last) {
      last = codes[i];
      none = std::ranges::any_of(excluded_.colors,
                                 [&](const NoDataColor& color) { return is_color(last, color); });
    }
    if (none) out[i] = 0;
  }
}

}  // namespace unweave

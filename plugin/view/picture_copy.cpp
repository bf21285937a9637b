// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/picture_copy.hpp"

#include <algorithm>

#include "core/image/color_histogram.hpp"

namespace unweave::view {

PictureCopy::PictureCopy(const PixelSource& source) : layout_(source.layout()) {
  const auto width = static_cast<std::size_t>(layout_.width);
  const auto height = static_cast<std::size_t>(layout_.height);
  if (width == 0 || height == 0) return;
  pixels_.resize(width * height * layout_.pixel_bytes());
  if (source.has_selection()) selection_.resize(width * height);
  const int rows = band_rows(layout_.width);
  for (int y = 0; y < layout_.height; y += rows) {
    const Rect band{0, y, layout_.width, std::min(rows, layout_.height - y)};
    source.read(band, pixels_.data() + y * width * layout_.pixel_bytes());
    if (!selection_.empty()) source.read_selection(band, selection_.data() + y * width);
  }
}

void PictureCopy::read(const Rect& area, std::byte* out) const {
  MemorySource(layout_, pixels_.data()).read(area, out);
}

void PictureCopy::read_selection(const Rect& area, std::uint8_t* out) const {
  if (selection_.empty()) return PixelSource::read_selection(area, out);
  MemorySource(layout_, pixels_.data(), selection_.data()).read_selection(area, out);
}

}  // namespace unweave::view

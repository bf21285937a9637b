// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/pixel_source.hpp"

#include <cstring>

namespace unweave {

namespace {

void copy_rows(const std::byte* from, std::size_t pixel, int width, const Rect& area,
               std::byte* out) {
  const std::size_t row = area.width * pixel;
  for (int y = 0; y < area.height; ++y) {
    const std::size_t first = static_cast<std::size_t>(area.y + y) * width + area.x;
    std::memcpy(out + y * row, from + first * pixel, row);
  }
}

}  // namespace

void MemorySource::read(const Rect& area, std::byte* out) const {
  copy_rows(data_, layout_.pixel_bytes(), layout_.width, area, out);
}

const std::byte* MemorySource::in_place(const Rect& area) const {
  if (area.width != layout_.width) return nullptr;
  return data_ + static_cast<std::size_t>(area.y) * layout_.width * layout_.pixel_bytes();
}

void MemorySource::read_selection(const Rect& area, std::uint8_t* out) const {
  if (!selection_) return PixelSource::read_selection(area, out);
  copy_rows(reinterpret_cast<const std::byte*>(selection_), 1, layout_.width, area,
            reinterpret_cast<std::byte*>(out));
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/field_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "plugin/run/native_format.hpp"

namespace unweave::plugin {

bool write_plane(GeglBuffer* buffer, const PlaneReader& plane,
                 const std::function<bool(double)>& step) {
  constexpr int kBand = 64;
  const NativeFormat format = inspect_format(gegl_buffer_get_format(buffer));
  const int width = gegl_buffer_get_width(buffer), height = gegl_buffer_get_height(buffer);
  const auto most = static_cast<std::size_t>(width) * std::min(kBand, height);
  std::vector<float> values(most);
  std::vector<std::byte> stored(most * format.pixel_bytes());
  for (int y = 0; y < height; y += kBand) {
    const int rows = std::min(kBand, height - y);
    const auto pixels = static_cast<std::size_t>(width) * rows;
    plane(y, rows, values.data());
    encode_gray(format, std::span(values).first(pixels), stored.data());
    const GeglRectangle band{0, y, width, rows};
    gegl_buffer_set(buffer, &band, 0, format.babl, stored.data(), GEGL_AUTO_ROWSTRIDE);
    if (!step(static_cast<double>(y + rows) / height)) return false;
  }
  return true;
}

}  // namespace unweave::plugin

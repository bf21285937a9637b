// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/field_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "core/image/color.hpp"
#include "core/parallel.hpp"
#include "plugin/gegl/native_format.hpp"

namespace unweave::plugin {

template <class T>
bool write_plane(GeglBuffer* buffer, const Plane<T>& plane, const Step& step) {
  constexpr int kBand = 64;
  constexpr std::size_t kEncoded = std::size_t{1} << 16;  // pixels; worth a thread
  const NativeFormat format = inspect_format(gegl_buffer_get_format(buffer));
  const int width = gegl_buffer_get_width(buffer), height = gegl_buffer_get_height(buffer);
  const auto most = static_cast<std::size_t>(width) * std::min(kBand, height);
  std::vector<T> values(most);
  std::vector<std::byte> stored(most * format.pixel_bytes());
  for (int y = 0; y < height; y += kBand) {
    const int rows = std::min(kBand, height - y);
    const auto pixels = static_cast<std::size_t>(width) * rows;
    plane(y, rows, values.data());
    in_parallel(pixels, 0, kEncoded, [&](std::size_t, std::size_t begin, std::size_t end) {
      encode_gray(format, std::span<const T>(values).subspan(begin, end - begin),
                  stored.data() + begin * format.pixel_bytes());
    });
    const GeglRectangle band{0, y, width, rows};
    gegl_buffer_set(buffer, &band, 0, format.babl, stored.data(), GEGL_AUTO_ROWSTRIDE);
    if (!step(static_cast<double>(y + rows) / height)) return false;
  }
  return true;
}

template bool write_plane(GeglBuffer*, const Plane<float>&, const Step&);
template bool write_plane(GeglBuffer*, const Plane<double>&, const Step&);

bool write_colors(GeglBuffer* buffer, const PlaneReader& plane,
                  const std::vector<std::array<double, 3>>& map, const Step& step) {
  constexpr int kBand = 64;
  // In the buffer's own color space: the colors are the picture's, never color managed.
  const Babl* format = babl_format_with_space("R'G'B'A float", gegl_buffer_get_format(buffer));
  const int width = gegl_buffer_get_width(buffer), height = gegl_buffer_get_height(buffer);
  const auto most = static_cast<std::size_t>(width) * std::min(kBand, height);
  std::vector<float> t(most);
  std::vector<std::array<float, 4>> colors(most);
  for (int y = 0; y < height; y += kBand) {
    const int rows = std::min(kBand, height - y);
    const auto pixels = static_cast<std::size_t>(width) * rows;
    plane(y, rows, t.data());
    for (std::size_t i = 0; i < pixels; ++i) colors[i] = color_along(map, t[i]);
    const GeglRectangle band{0, y, width, rows};
    gegl_buffer_set(buffer, &band, 0, format, colors.data(), GEGL_AUTO_ROWSTRIDE);
    if (!step(static_cast<double>(y + rows) / height)) return false;
  }
  return true;
}

}  // namespace unweave::plugin

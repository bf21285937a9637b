// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/field_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

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

bool write_picture(GeglBuffer* buffer, const PixelSource& picture, const Step& step) {
  constexpr int kBand = 64;
  const PixelLayout layout = picture.layout();
  const std::string channels =
      std::string(layout.linear ? "RGB" : "R'G'B'") + (layout.has_alpha() ? "A" : "");
  const char* type = layout.type == SampleType::U8    ? " u8"
                     : layout.type == SampleType::U16 ? " u16"
                                                      : " float";
  const Babl* format =
      babl_format_with_space((channels + type).c_str(), gegl_buffer_get_format(buffer));
  std::vector<std::byte> samples;
  for (int y = 0; y < layout.height; y += kBand) {
    const Rect rows{0, y, layout.width, std::min(kBand, layout.height - y)};
    samples.resize(static_cast<std::size_t>(rows.area()) * layout.pixel_bytes());
    picture.read(rows, samples.data());
    const GeglRectangle band{0, y, rows.width, rows.height};
    gegl_buffer_set(buffer, &band, 0, format, samples.data(), GEGL_AUTO_ROWSTRIDE);
    if (!step(static_cast<double>(rows.bottom()) / layout.height)) return false;
  }
  return true;
}

}  // namespace unweave::plugin

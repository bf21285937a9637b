// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/buffer_source.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace unweave::plugin {
namespace {

/// Pixels of `area`, as stored. Row by row without padding.
void get_stored(GeglBuffer* buffer, const Babl* format, const Rect& area, void* out) {
  const GeglRectangle rectangle{area.x, area.y, area.width, area.height};
  gegl_buffer_get(buffer, &rectangle, 1.0, format, out, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
}

PixelLayout layout_of(GeglBuffer* buffer, const NativeFormat& format) {
  const GeglRectangle& extent = *gegl_buffer_get_extent(buffer);
  PixelLayout layout;
  layout.width = extent.width;
  layout.height = extent.height;
  layout.type = format.indexed ? SampleType::U8 : decoded_type(format.type);
  layout.channels = format.indexed ? format.channels + 2 : format.channels;
  layout.linear = format.linear;
  return layout;
}

}  // namespace

BufferSource::BufferSource(BufferPtr buffer, std::vector<Rgb8> palette, std::vector<Mask> masks)
    : buffer_(std::move(buffer)),
      format_(inspect_format(gegl_buffer_get_format(buffer_.get()))),
      layout_(layout_of(buffer_.get(), format_)),
      palette_(std::move(palette)),
      masks_(std::move(masks)) {
  if (format_.indexed && (palette_.empty() || format_.type != StoredType::U8))
    throw std::invalid_argument("indexed pixels without a palette");
}

void BufferSource::read(const Rect& area, std::byte* out) const {
  if (format_.indexed) return read_indexed(area, out);
  if (format_.sample_bytes() == static_cast<std::size_t>(layout_.sample_bytes()) &&
      format_.type != StoredType::U32)
    return get_stored(buffer_.get(), format_.babl, area, out);
  const auto pixels = static_cast<std::size_t>(area.area());
  scratch_.resize(pixels * format_.pixel_bytes());
  get_stored(buffer_.get(), format_.babl, area, scratch_.data());
  decode_samples(format_.type, scratch_.data(), pixels * format_.channels, out);
}

void BufferSource::read_indexed(const Rect& area, std::byte* out) const {
  const auto pixels = static_cast<std::size_t>(area.area());
  const auto stride = static_cast<std::size_t>(format_.channels);
  scratch_.resize(pixels * stride);
  get_stored(buffer_.get(), format_.babl, area, scratch_.data());
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto index = std::to_integer<std::size_t>(scratch_[i * stride]);
    for (const auto sample : palette_[std::min(index, palette_.size() - 1)])
      *out++ = std::byte{sample};
    if (stride == 2) *out++ = scratch_[i * stride + 1];
  }
}

void BufferSource::read_selection(const Rect& area, std::uint8_t* out) const {
  const auto pixels = static_cast<std::size_t>(area.area());
  std::fill_n(out, pixels, std::uint8_t{255});
  std::vector<float> coverage(pixels);
  for (const Mask& mask : masks_) {
    const Rect there{area.x + mask.dx, area.y + mask.dy, area.width, area.height};
    // Whether a pixel is selected at all does not depend on the curve that a conversion applies.
    get_stored(mask.buffer.get(), babl_format("Y float"), there, coverage.data());
    for (std::size_t i = 0; i < pixels; ++i) {
      const float share = std::clamp(coverage[i], 0.0f, 1.0f);
      const auto byte = share > 0 ? std::max(1, static_cast<int>(share * 255.0f + 0.5f)) : 0;
      out[i] = std::min(out[i], static_cast<std::uint8_t>(byte));
    }
  }
}

}  // namespace unweave::plugin

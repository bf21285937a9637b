// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/pixel_codes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace unweave {

namespace {

template <class Sample>
float to_unit(Sample v) {
  if constexpr (std::is_same_v<Sample, std::uint8_t>)
    return static_cast<float>(v) / 255.0F;
  else if constexpr (std::is_same_v<Sample, std::uint16_t>)
    return static_cast<float>(v) / 65535.0F;
  else
    return v;
}

template <class Sample>
bool is_nan(Sample v) {
  if constexpr (std::is_floating_point_v<Sample>)
    return std::isnan(v);
  else
    return false;
}

}  // namespace

float encode_srgb(float linear) {
  if (!(linear > 0.0F)) return 0.0F;
  if (linear >= 1.0F) return 1.0F;
  return linear <= 0.0031308F ? 12.92F * linear : 1.055F * std::pow(linear, 1.0F / 2.4F) - 0.055F;
}

PixelReader::PixelReader(const PixelSource& source, bool use_selection)
    : source_(source),
      layout_(source.layout()),
      use_selection_(use_selection && source.has_selection()) {}

void PixelReader::read_samples(const Rect& area) {
  const auto pixels = static_cast<std::size_t>(area.area());
  samples_.resize(pixels * layout_.pixel_bytes());
  source_.read(area, samples_.data());
  if (use_selection_) {
    selection_.resize(pixels);
    source_.read_selection(area, selection_.data());
  }
}

/// Calls store(index, r, g, b, visible) for every pixel, samples as stored.
template <class Sample, class Store>
void PixelReader::each_pixel(const Rect& area, Store store) {
  const auto* p = reinterpret_cast<const Sample*>(samples_.data());
  const std::ptrdiff_t pixels = area.area();
  const int n = layout_.channels;
  const int g = layout_.is_gray() ? 0 : 1, b = layout_.is_gray() ? 0 : 2;
  for (std::ptrdiff_t i = 0; i < pixels; ++i, p += n) {
    const bool opaque = !layout_.has_alpha() || p[n - 1] > Sample{0};
    const bool seen = opaque && (!use_selection_ || selection_[i] != 0) && !is_nan(p[0]) &&
                      !is_nan(p[g]) && !is_nan(p[b]);
    store(i, p[0], p[g], p[b], seen);
  }
}

void PixelReader::read_codes(const Rect& area, ColorCode* out) {
  read_samples(area);
  if (layout_.type == SampleType::U8 && !layout_.linear) {
    each_pixel<std::uint8_t>(area, [out](auto i, auto r, auto g, auto b, bool seen) {
      out[i] = seen ? pack(r, g, b) : kNoData;
    });
    return;
  }
  // A tolerance of 1/1000 of an 8-bit step: float pictures made from 8-bit ones.
  constexpr float kExact = 1e-3F;
  const auto deep = [&](auto i, auto r, auto g, auto b, bool seen) {
    if (!seen) {
      out[i] = kNoData;
      return;
    }
    unsigned code = 0;
    for (float v : {to_unit(r), to_unit(g), to_unit(b)}) {
      v = layout_.linear ? encode_srgb(v) : std::clamp(v, 0.0F, 1.0F);
      const float level = std::round(v * 255.0F);
      if (std::abs(v * 255.0F - level) > kExact) exact_ = false;
      code = code << 8 | static_cast<unsigned>(level);
    }
    out[i] = code;
  };
  if (layout_.type == SampleType::U8)
    each_pixel<std::uint8_t>(area, deep);
  else if (layout_.type == SampleType::U16)
    each_pixel<std::uint16_t>(area, deep);
  else
    each_pixel<float>(area, deep);
}

void PixelReader::read_colors(const Rect& area, float* out) {
  read_samples(area);
  const auto store = [&](auto i, auto r, auto g, auto b, bool seen) {
    float* o = out + 3 * i;
    for (float v : {to_unit(r), to_unit(g), to_unit(b)}) {
      v = layout_.linear ? encode_srgb(v) : std::clamp(v, 0.0F, 1.0F);
      *o++ = seen ? v : std::numeric_limits<float>::quiet_NaN();
    }
  };
  if (layout_.type == SampleType::U8)
    each_pixel<std::uint8_t>(area, store);
  else if (layout_.type == SampleType::U16)
    each_pixel<std::uint16_t>(area, store);
  else
    each_pixel<float>(area, store);
}

}  // namespace unweave

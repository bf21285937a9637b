// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace unweave::engine {

/// The pixels of a cairo surface of 32 bits: words of blue, green, red and opacity, from the lowest
/// byte. Does not own them; the caller has flushed them, and marks what is set as dirty.
struct CairoPixels {
  unsigned char* data = nullptr;
  int width = 0, height = 0, stride = 0;

  explicit CairoPixels(cairo_surface_t* surface)
      : data(cairo_image_surface_get_data(surface)),
        width(cairo_image_surface_get_width(surface)),
        height(cairo_image_surface_get_height(surface)),
        stride(cairo_image_surface_get_stride(surface)) {}

  std::uint32_t get(int x, int y) const {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, at(x, y), sizeof(pixel));
    return pixel;
  }
  void set(int x, int y, std::uint32_t pixel) const {
    std::memcpy(at(x, y), &pixel, sizeof(pixel));
  }

 private:
  unsigned char* at(int x, int y) const {
    return data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
  }
};

/// Of its colors.
inline constexpr std::array kColorShifts{0, 8, 16};
inline constexpr int kOpacityShift = 24;
inline int level(std::uint32_t pixel, int shift) { return static_cast<int>(pixel >> shift & 0xFF); }

}  // namespace unweave::engine

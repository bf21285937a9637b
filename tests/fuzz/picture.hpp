// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "core/image/pixel_source.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace unweave::fuzz {

/// How the pixels come from the input.
enum class Filling : std::uint8_t {
  Raw,     ///< the samples are the input's bytes, repeated
  Field,   ///< a smooth field through a palette from the input, damaged at some pixels
  Figure,  ///< the same within a white margin, with a frame and a color bar
  Count
};

/// A small picture of any layout, made from an input. Owns its pixels.
struct Picture {
  PixelLayout layout;
  std::vector<std::byte> pixels;
  std::vector<std::uint8_t> selection;

  MemorySource source() const {
    return {layout, pixels.data(), selection.empty() ? nullptr : selection.data()};
  }
};

namespace detail {

/// A picture in 0..1 before it is stored in a layout's type: alpha is made 1.
using Rgb = std::array<float, 3>;

inline Rgb palette_color(const std::vector<Rgb>& palette, double t) {
  const double at = std::clamp(t, 0.0, 1.0) * static_cast<double>(palette.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(at), palette.size() - 2);
  const auto f = static_cast<float>(at - static_cast<double>(i));
  Rgb color;
  for (std::size_t c = 0; c < 3; ++c)
    color[c] = palette[i][c] + f * (palette[i + 1][c] - palette[i][c]);
  return color;
}

inline void store(Picture& picture, int x, int y, const Rgb& color) {
  const PixelLayout& layout = picture.layout;
  std::byte* out = picture.pixels.data() +
                   (static_cast<std::size_t>(y) * layout.width + x) * layout.pixel_bytes();
  for (int c = 0; c < layout.channels; ++c) {
    const bool alpha = layout.has_alpha() && c == layout.channels - 1;
    const float value = alpha ? 1.0f : color[static_cast<std::size_t>(layout.is_gray() ? 0 : c)];
    switch (layout.type) {
      case SampleType::U8:
        out[c] = static_cast<std::byte>(std::lround(value * 255));
        break;
      case SampleType::U16: {
        const auto sample = static_cast<std::uint16_t>(std::lround(value * 65535));
        std::memcpy(out + 2 * c, &sample, 2);
        break;
      }
      case SampleType::F32:
        std::memcpy(out + 4 * c, &value, 4);
    }
  }
}

/// The rectangle of the field, and of the bar right of it, in a figure.
inline Rect plot_of(const PixelLayout& l) {
  return {l.width / 8, l.height / 8, l.width * 5 / 8, l.height * 3 / 4};
}
inline Rect bar_of(const PixelLayout& l) {
  return {l.width * 13 / 16, l.height / 8, std::max(1, l.width / 16), l.height * 3 / 4};
}

inline Rgb figure_color(const PixelLayout& layout, const std::vector<Rgb>& palette, double wave,
                        bool figure, int x, int y) {
  Rect plot{0, 0, layout.width, layout.height};
  if (figure) {
    plot = plot_of(layout);
    const Rect bar = bar_of(layout);
    if (bar.contains(x, y)) return palette_color(palette, 1 - (y - bar.y + 0.5) / bar.height);
    const Rect frame{plot.x - 1, plot.y - 1, plot.width + 2, plot.height + 2};
    if (!frame.contains(x, y)) return {1, 1, 1};
    if (!plot.contains(x, y)) return {0, 0, 0};
  }
  const double u = (x - plot.x + 0.5) / plot.width, v = (y - plot.y + 0.5) / plot.height;
  return palette_color(palette, 0.5 + 0.5 * std::sin(wave * u) * std::cos(wave * v + 1));
}

}  // namespace detail

inline Picture take_picture(Bytes& in) {
  Picture picture;
  PixelLayout& layout = picture.layout;
  layout.width = in.within(0, 96);
  layout.height = in.within(0, 96);
  layout.type = static_cast<SampleType>(in.within(0, 2));
  layout.channels = in.within(1, 4);
  layout.linear = in.flag();
  const auto filling = static_cast<Filling>(in.within(0, static_cast<int>(Filling::Count) - 1));
  const bool selection = in.flag();
  const auto count = static_cast<std::size_t>(layout.width) * layout.height;
  picture.pixels.resize(count * layout.pixel_bytes());
  if (filling != Filling::Raw) {
    std::vector<detail::Rgb> palette(static_cast<std::size_t>(in.within(2, 12)));
    for (auto& color : palette)
      for (float& channel : color) channel = static_cast<float>(in.take<std::uint8_t>()) / 255;
    const double wave = in.within(1, 20);
    for (int y = 0; y < layout.height; ++y)
      for (int x = 0; x < layout.width; ++x)
        detail::store(
            picture, x, y,
            detail::figure_color(layout, palette, wave, filling == Filling::Figure, x, y));
    // What is left of the input damages samples: byte by byte, so that floats become anything.
    while (!in.empty() && !picture.pixels.empty()) {
      const auto at = in.take<std::uint32_t>() % picture.pixels.size();
      picture.pixels[at] = static_cast<std::byte>(in.take<std::uint8_t>());
    }
  } else if (const std::string_view rest = in.rest(); !rest.empty()) {
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
      picture.pixels[i] = static_cast<std::byte>(rest[i % rest.size()]);
  }
  if (selection) {
    picture.selection.resize(count);
    for (std::size_t i = 0; i < count; ++i)
      picture.selection[i] = static_cast<std::uint8_t>(i % 7 == 0 ? 0 : i % 256);
  }
  return picture;
}

/// Samples for Raw seeds: for bytes all kinds, as in a photograph; floats that are none.
inline std::string raw_samples(SampleType type) {
  static constexpr float odd[] = {std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::infinity(),
                                  -1.0f,
                                  2.0f,
                                  0.5f,
                                  1e-40f};
  std::mt19937 random(1);
  Seed samples;
  for (int i = 0; i < 3000; ++i) {
    const auto bits = static_cast<std::uint32_t>(random());
    if (type != SampleType::F32)
      samples.put(bits);
    else
      samples.put(i % 50 == 0 ? odd[bits % std::size(odd)]
                              : static_cast<float>(bits) / 4294967295.0f);
  }
  return samples;
}

/// Seeds: every layout, filling and selection, with a palette of five colors.
inline std::vector<std::string> picture_seeds(const std::string& head) {
  static constexpr unsigned char palette[] = {68,  1,  84,  59, 82,  139, 33, 145,
                                              140, 94, 201, 98, 253, 231, 37};
  std::vector<std::string> seeds;
  for (int type = 0; type < 3; ++type) {
    for (int channels = 1; channels <= 4; ++channels) {
      for (int filling = 0; filling < static_cast<int>(Filling::Count); ++filling) {
        Seed seed;
        seed.text(head).within(0, 80).within(0, 64).within(0, type).within(1, channels);
        seed.flag(type == 2 && channels % 2 == 0).within(0, filling).flag(channels == 3);
        if (filling == 0) {
          seed.text(raw_samples(static_cast<SampleType>(type)));
        } else {
          seed.within(2, 5);
          seed.text({reinterpret_cast<const char*>(palette), sizeof palette}).within(1, 5);
        }
        seeds.push_back(seed);
      }
    }
  }
  return seeds;
}

}  // namespace unweave::fuzz

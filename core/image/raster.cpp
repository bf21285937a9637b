// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kBandRows = 64;

/// A stored sample as 0..1, display-encoded; NaN stays NaN.
double to_unit(const std::byte* sample, SampleType type) {
  if (type == SampleType::U8) return static_cast<std::uint8_t>(*sample) / 255.0;
  if (type == SampleType::U16) {
    std::uint16_t v;
    std::memcpy(&v, sample, sizeof v);
    return v / 65535.0;
  }
  float v;
  std::memcpy(&v, sample, sizeof v);
  return v;
}

std::uint8_t to_byte(double v) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(v, 0.0, 1.0)));
}

/// Converts one pixel of any layout; returns false if it is invisible.
bool convert_pixel(const std::byte* pixel, const PixelLayout& layout, std::uint8_t* out) {
  const int bytes = layout.sample_bytes();
  const int colors = layout.is_gray() ? 1 : 3;
  const double alpha = layout.has_alpha() ? to_unit(pixel + colors * bytes, layout.type) : 1.0;
  bool visible = alpha > 0;
  std::array<double, 3> c{1, 1, 1};
  for (int i = 0; i < 3; ++i) {
    const double v = to_unit(pixel + (colors == 1 ? 0 : i) * bytes, layout.type);
    if (std::isnan(v)) visible = false;
    c[i] = layout.linear ? encode_srgb(v) : v;
  }
  for (int i = 0; i < 3; ++i)
    out[i] = visible ? to_byte(1 + std::min(alpha, 1.0) * (c[i] - 1)) : 255;
  return visible;
}

/// What convert_pixel() makes of each sample of 16 bits without alpha: 65536 bytes.
std::vector<std::uint8_t> bytes_of_16_bits(const PixelLayout& layout) {
  PixelLayout gray = layout;
  gray.channels = 1;
  std::vector<std::uint8_t> table(std::size_t{1} << 16);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto sample = static_cast<std::uint16_t>(i);
    std::array<std::uint8_t, 3> out{};
    convert_pixel(reinterpret_cast<const std::byte*>(&sample), gray, out.data());
    table[i] = out[0];
  }
  return table;
}

/// A row of 16 bits without alpha, of which every step-th pixel is taken.
void convert_row_of_16_bits(const std::byte* row, const PixelLayout& layout, int step,
                            const std::vector<std::uint8_t>& table, Raster& raster, int y) {
  std::uint8_t* out = raster.rgb.data() + 3 * static_cast<std::size_t>(y) * raster.width;
  const std::size_t apart = layout.is_gray() ? 0 : sizeof(std::uint16_t);
  const std::size_t stride = layout.pixel_bytes() * static_cast<std::size_t>(step);
  for (int x = 0; x < raster.width; ++x, row += stride)
    for (std::size_t c = 0; c < 3; ++c) {
      std::uint16_t sample;
      std::memcpy(&sample, row + c * apart, sizeof sample);
      *out++ = table[sample];
    }
}

void convert_row(const std::byte* row, const PixelLayout& layout, int step, Raster& raster, int y) {
  const std::size_t first = static_cast<std::size_t>(y) * raster.width;
  std::uint8_t* out = raster.rgb.data() + 3 * first;
  const std::size_t stride = layout.pixel_bytes() * step;
  const bool plain = layout.type == SampleType::U8 && layout.channels == 3 && !layout.linear;
  if (plain && step == 1) {
    std::memcpy(out, row, 3 * static_cast<std::size_t>(raster.width));
    return;
  }
  for (int x = 0; x < raster.width; ++x, row += stride, out += 3) {
    if (plain) {
      std::memcpy(out, row, 3);
    } else if (x > 0 && std::memcmp(row, row - stride, layout.pixel_bytes()) == 0) {
      std::memcpy(out, out - 3, 3);
      if (!raster.invisible.empty()) raster.invisible[first + x] = raster.invisible[first + x - 1];
    } else if (!convert_pixel(row, layout, out)) {
      if (raster.invisible.empty())
        raster.invisible.resize(static_cast<std::size_t>(raster.width) * raster.height);
      raster.invisible[first + x] = 1;
    }
  }
}

}  // namespace

Rect Raster::to_picture(const Rect& r) const {
  const int x = origin.x + r.x * step, y = origin.y + r.y * step;
  const int right = std::min(origin.x + r.right() * step, origin.right());
  const int bottom = std::min(origin.y + r.bottom() * step, origin.bottom());
  return {x, y, right - x, bottom - y};
}

Rect Raster::from_picture(const Rect& r) const {
  const int x = (r.x - origin.x) / step, y = (r.y - origin.y) / step;
  const int right = (r.right() - origin.x + step - 1) / step;
  const int bottom = (r.bottom() - origin.y + step - 1) / step;
  return intersect({x, y, right - x, bottom - y}, bounds());
}

Result<Raster> read_raster(const PixelSource& source, const Rect& area, std::size_t max_pixels,
                           const Context& context) {
  const PixelLayout layout = source.layout();
  Raster raster;
  raster.origin = area;
  const auto pixels = [&area](long long n) {
    return static_cast<std::size_t>(((area.width + n - 1) / n) * ((area.height + n - 1) / n));
  };
  while (pixels(raster.step) > max_pixels) ++raster.step;
  const int step = raster.step;
  raster.width = (area.width + step - 1) / step;
  raster.height = (area.height + step - 1) / step;
  raster.rgb.resize(3 * static_cast<std::size_t>(raster.width) * raster.height);

  std::vector<std::uint8_t> of_16_bits;
  // A few rows are converted sooner than the table is made.
  constexpr std::size_t kSamplesOfTable = std::size_t{1} << 16;
  if (layout.type == SampleType::U16 && !layout.has_alpha() && raster.rgb.size() > kSamplesOfTable)
    of_16_bits = bytes_of_16_bits(layout);
  // When rows are skipped, bands hold the wanted rows only: reading the others is wasted.
  const int rows = step == 1 ? kBandRows : 1;
  std::vector<std::byte> band(static_cast<std::size_t>(area.width) * rows * layout.pixel_bytes());
  for (int y = 0; y < raster.height; y += rows) {
    if (y % kBandRows == 0 && !context.progress(Stage::Layout, double(y) / raster.height))
      return fail(Reason::Canceled);
    const int n = std::min(rows, raster.height - y);
    source.read({area.x, area.y + y * step, area.width, n}, band.data());
    for (int i = 0; i < n; ++i) {
      const std::byte* row = band.data() + i * area.width * layout.pixel_bytes();
      if (of_16_bits.empty())
        convert_row(row, layout, step, raster, y + i);
      else
        convert_row_of_16_bits(row, layout, step, of_16_bits, raster, y + i);
    }
  }
  return raster;
}

Rgb8 median_color(const std::vector<Rgb8>& colors) {
  Rgb8 out{};
  std::vector<std::uint8_t> channel(colors.size());
  for (int c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < colors.size(); ++i) channel[i] = colors[i][c];
    out[c] = median(channel);
  }
  return out;
}

void show_stage(const Raster& raster, const char* stage, const std::vector<Rect>& rects,
                const std::vector<std::string>& texts) {
  if (!raster.stages) return;
  StagePicture picture{stage, {}};
  for (std::size_t i = 0; i < rects.size(); ++i)
    picture.marks.push_back(
        {raster.to_picture(rects[i]), i < texts.size() ? texts[i] : std::string()});
  raster.stages->show(picture);
}

Raster transposed(const Raster& raster) {
  Raster out;
  out.width = raster.height;
  out.height = raster.width;
  out.origin = raster.origin;
  out.step = raster.step;
  out.rgb.resize(raster.rgb.size());
  // Four bytes at a time: the fourth is the next pixel's, which is written next. Not behind the
  // end of a block, which may be written already, nor of the picture.
  constexpr int kBlock = 32;  // both the rows read and those written stay in the cache
  const std::size_t stride = 3 * static_cast<std::size_t>(raster.width);
  for (int by = 0; by < raster.height; by += kBlock)
    for (int bx = 0; bx < raster.width; bx += kBlock) {
      const int end = std::min(by + kBlock, raster.height);
      for (int x = bx; x < std::min(bx + kBlock, raster.width); ++x) {
        const std::uint8_t* from = raster.at(x, by);
        std::uint8_t* to = out.rgb.data() + 3 * (static_cast<std::size_t>(x) * out.width + by);
        for (int y = by; y + 1 < end; ++y, from += stride, to += 3) std::memcpy(to, from, 4);
        std::memcpy(to, from, 3);
      }
    }
  return out;
}

}  // namespace unweave

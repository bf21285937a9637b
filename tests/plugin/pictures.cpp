// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/pictures.hpp"

#include <gegl.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numbers>
#include <stdexcept>

#include "core/catalog/catalog.hpp"

namespace unweave::test {
namespace {

template <class T>
void put(std::byte*& out, double number) {
  const T sample = static_cast<T>(number);
  std::memcpy(out, &sample, sizeof sample);
  out += sizeof sample;
}

template <class T>
double get(const std::byte*& in) {
  T sample;
  std::memcpy(&sample, in, sizeof sample);
  in += sizeof sample;
  return static_cast<double>(sample);
}

/// The nearest number of half precision (11 bits), ties to even, by the definition.
double through_half(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double step = std::ldexp(1.0, std::max(std::ilogb(value), -14) - 10);
  return std::nearbyint(value / step) * step;
}

void put_sample(std::byte*& out, const std::string& type, double unit) {
  if (type == "u8") return put<std::uint8_t>(out, rounded(unit, type));
  if (type == "u16") return put<std::uint16_t>(out, rounded(unit, type));
  if (type == "u32") return put<std::uint32_t>(out, rounded(unit, type));
  if (type == "float") return put<float>(out, unit);
  if (type == "double") return put<double>(out, unit);
  std::uint16_t half = 0;
  babl_process(babl_fish(babl_format("Y double"), babl_format("Y half")), &unit, &half, 1);
  put<std::uint16_t>(out, half);
}

double get_sample(const std::byte*& in, const std::string& type) {
  if (type == "u8") return get<std::uint8_t>(in);
  if (type == "u16") return get<std::uint16_t>(in);
  if (type == "u32") return get<std::uint32_t>(in);
  if (type == "float") return get<float>(in);
  if (type == "double") return get<double>(in);
  double value = 0;
  babl_process(babl_fish(babl_format("Y half"), babl_format("Y double")), in, &value, 1);
  in += 2;
  return value;
}

std::string type_of(const Babl* format) { return babl_get_name(babl_format_get_type(format, 0)); }

}  // namespace

double field(int x, int y, int width, int height) {
  const double u = (x + 0.5) / width, v = (y + 0.5) / height;
  const double wave = 0.5 + 0.5 * std::sin(2.2 * std::numbers::pi * u + 1.1) *
                                std::cos(1.7 * std::numbers::pi * v - 0.4);
  return std::clamp(0.75 * wave + 0.25 * u, 0.0, 1.0);
}

Sample through_colormap(double t, const char* colormap) {
  const auto found = Catalog::builtin().find(colormap);
  if (!found) throw std::invalid_argument(colormap);
  return {found->map->color(t)};
}

Painter pseudocolor(int width, int height, const char* colormap) {
  const auto found = Catalog::builtin().find(colormap);
  if (!found) throw std::invalid_argument(colormap);
  return [=, map = found->map](int x, int y) {
    return Sample{map->color(field(x, y, width, height))};
  };
}

Painter gray_field(int width, int height) {
  return [=](int x, int y) {
    const double value = field(x, y, width, height);
    return Sample{{value, value, value}};
  };
}

void paint(Id layer, const Painter& painter) {
  GeglBuffer* buffer = buffer_of(layer);
  const Babl* format = gegl_buffer_get_format(buffer);
  const std::string type = type_of(format);
  const int channels = babl_format_get_n_components(format);
  const int width = gegl_buffer_get_width(buffer), height = gegl_buffer_get_height(buffer);
  std::vector<std::byte> bytes(static_cast<std::size_t>(width) * height *
                               babl_format_get_bytes_per_pixel(format));
  std::byte* out = bytes.data();
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const Sample sample = painter(x, y);
      for (int c = 0; c < (channels < 3 ? 1 : 3); ++c) put_sample(out, type, sample.color[c]);
      if (channels % 2 == 0) put_sample(out, type, sample.alpha);
    }
  gegl_buffer_set(buffer, nullptr, 0, format, bytes.data(), GEGL_AUTO_ROWSTRIDE);
  g_object_unref(buffer);
  update(layer);
}

Id add_layer(Id image, int width, int height, bool alpha, const Painter& painter, Id parent) {
  const Id layer = new_layer(image, width, height, alpha, parent);
  paint(layer, painter);
  return layer;
}

Id pseudocolor_image(int width, int height) {
  const Id image = new_image(width, height, Base::Rgb, kEightBits);
  add_layer(image, width, height, false, pseudocolor(width, height));
  clean(image);
  return image;
}

Id top_layer(Id image) { return layers_of(image).at(0); }
int layer_count(Id image) { return static_cast<int>(layers_of(image).size()); }

Pixels stored_pixels(Id drawable) {
  GeglBuffer* buffer = buffer_of(drawable);
  const Babl* format = gegl_buffer_get_format(buffer);
  Pixels pixels{gegl_buffer_get_width(buffer),
                gegl_buffer_get_height(buffer),
                babl_format_get_n_components(format),
                type_of(format),
                {}};
  const auto count = static_cast<std::size_t>(pixels.width) * pixels.height;
  std::vector<std::byte> bytes(count * babl_format_get_bytes_per_pixel(format));
  gegl_buffer_get(buffer, nullptr, 1, format, bytes.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  g_object_unref(buffer);
  const std::byte* in = bytes.data();
  for (std::size_t i = 0; i < count * pixels.channels; ++i)
    pixels.samples.push_back(get_sample(in, pixels.type));
  return pixels;
}

double full_scale(const std::string& type) {
  return type == "u8" ? 255.0 : type == "u16" ? 65535.0 : type == "u32" ? 4294967295.0 : 1.0;
}

double rounded(double value, const std::string& type) {
  if (type == "half") return through_half(value);
  if (type == "float") return static_cast<float>(value);
  if (type == "double") return value;
  return std::floor(std::clamp(value, 0.0, 1.0) * full_scale(type) + 0.5);
}

Npy load_npy(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY") != 0)
    throw std::runtime_error("no .npy file: " + path);
  const std::size_t start =
      10 + static_cast<unsigned char>(bytes[8]) + 256u * static_cast<unsigned char>(bytes[9]);
  const std::string header = bytes.substr(10, start - 10);
  Npy npy;
  if (header.find("'<f4'") == header.npos ||
      std::sscanf(header.c_str() + header.find('('), "(%d, %d)", &npy.height, &npy.width) != 2)
    throw std::runtime_error("unexpected header: " + header);
  npy.values.resize(static_cast<std::size_t>(npy.width) * npy.height);
  if (bytes.size() != start + 4 * npy.values.size()) throw std::runtime_error("size of " + path);
  std::memcpy(npy.values.data(), bytes.data() + start, 4 * npy.values.size());
  return npy;
}

}  // namespace unweave::test

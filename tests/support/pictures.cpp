// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <stdexcept>

#include "tests/support/random.hpp"

namespace unweave::testing {

namespace {

constexpr double kPi = std::numbers::pi;

void normalize(Field& field) {
  const auto [low, high] = std::minmax_element(field.values.begin(), field.values.end());
  const double a = *low, b = *high;
  for (double& v : field.values) v = (v - a) / (b - a);
}

/// Convolves each row with a kernel, the picture continued by wrapping around.
Field blur_rows(const Field& in, const std::vector<double>& kernel) {
  Field out = in;
  const int reach = static_cast<int>(kernel.size()) / 2;
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) {
      double sum = 0;
      for (int k = -reach; k <= reach; ++k)
        sum += kernel[static_cast<std::size_t>(k + reach)] *
               in.at(((x + k) % in.width + in.width) % in.width, y);
      out.at(x, y) = sum;
    }
  return out;
}

Field transposed(const Field& in) {
  Field out{in.height, in.width, std::vector<double>(in.values.size())};
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) out.at(y, x) = in.at(x, y);
  return out;
}

std::uint8_t to_level(double v) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255));
}

using Color = std::array<double, 3>;

template <class Curve>
Table tabulate(Curve curve) {
  Table table;
  for (int i = 0; i < 256; ++i) {
    const Color c = curve(i / 255.0);
    table.push_back({to_level(c[0]), to_level(c[1]), to_level(c[2])});
  }
  return table;
}

/// A polyline through colors at equal distances of t.
Color along(const std::vector<Color>& stops, double t) {
  const double at = t * static_cast<double>(stops.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(at), stops.size() - 2);
  const double f = at - static_cast<double>(k);
  Color c{};
  for (std::size_t i = 0; i < 3; ++i) c[i] = (1 - f) * stops[k][i] + f * stops[k + 1][i];
  return c;
}

/// Quadratic Bezier curve.
Color bezier(const Color& a, const Color& b, const Color& c, double t) {
  Color out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = (1 - t) * (1 - t) * a[i] + 2 * t * (1 - t) * b[i] + t * t * c[i];
  return out;
}

/// Green 2011, "A color scheme for the display of astronomical intensity images".
Color cubehelix(double t) {
  const double angle = 2 * kPi * (0.5 / 3 + 1 - 1.5 * t), amplitude = 1.0 * t * (1 - t) / 2;
  const double x = std::cos(angle), y = std::sin(angle);
  return {t + amplitude * (-0.14861 * x + 1.78277 * y),
          t + amplitude * (-0.29227 * x - 0.90649 * y), t + amplitude * 1.97294 * x};
}

bool all_different(Table table) {
  std::sort(table.begin(), table.end());
  return std::adjacent_find(table.begin(), table.end()) == table.end();
}

double distance(const Rgb8& a, const Rgb8& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 255;
}

/// True if stretches that lie more than 0.4 apart along the curve are 0.12 apart in RGB.
bool keeps_apart(const Table& table) {
  std::vector<double> s(table.size(), 0.0);
  for (std::size_t i = 1; i < table.size(); ++i) s[i] = s[i - 1] + distance(table[i - 1], table[i]);
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = i + 1; j < table.size(); ++j)
      if (s[j] - s[i] > 0.4 && distance(table[i], table[j]) < 0.12) return false;
  return true;
}

}  // namespace

Field cosine_field(int width, int height, std::uint64_t seed, double shortest_wave) {
  Random random(seed);
  Field field{width, height, std::vector<double>(static_cast<std::size_t>(width) * height, 0.0)};
  for (int wave = 0; wave < 12; ++wave) {
    const double frequency = 2 * kPi / (shortest_wave * random.uniform(1, 4));
    const double direction = random.uniform(0, 2 * kPi), phase = random.uniform(0, 2 * kPi);
    const double fx = frequency * std::cos(direction), fy = frequency * std::sin(direction);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) field.at(x, y) += std::cos(fx * x + fy * y + phase);
  }
  normalize(field);
  return field;
}

Field noise_field(int width, int height, std::uint64_t seed, double sigma) {
  Random random(seed);
  Field field{width, height, std::vector<double>(static_cast<std::size_t>(width) * height)};
  for (double& v : field.values) v = random.normal();
  const int reach = static_cast<int>(std::ceil(3.5 * sigma));
  std::vector<double> kernel;
  for (int k = -reach; k <= reach; ++k) kernel.push_back(std::exp(-0.5 * k * k / (sigma * sigma)));
  field = transposed(blur_rows(transposed(blur_rows(field, kernel)), kernel));
  normalize(field);
  return field;
}

Field ramp(int width, int height) {
  Field field{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) field.values.push_back(x / (width - 1.0));
  return field;
}

const char* name_of(MapKind kind) {
  switch (kind) {
    case MapKind::Sequential:
      return "sequential";
    case MapKind::Diverging:
      return "diverging";
    case MapKind::Rainbow:
      return "rainbow";
    case MapKind::Helix:
      return "helix";
    case MapKind::Warm:
      return "warm";
    case MapKind::Steep:
      return "steep";
  }
  return "";
}

Table map_of(MapKind kind) {
  const Table table = tabulate([kind](double t) -> Color {
    switch (kind) {
      case MapKind::Sequential:
        return bezier({0.2, 0, 0.4}, {0.05, 0.6, 0.7}, {1, 0.9, 0.1}, t);
      case MapKind::Diverging:
        return along({{0, 0.1, 0.4}, {0.2, 0.6, 0.9}, {1, 1, 0.95}, {0.95, 0.5, 0.3}, {0.4, 0, 0}},
                     t);
      case MapKind::Rainbow:
        return along({{1, 0, 0.1}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}}, t);
      case MapKind::Helix:
        return cubehelix(t);
      case MapKind::Warm:
        return along({{0.02, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 1, 1}}, t);
      case MapKind::Steep:
        return along({{0, 0, 0.5},
                      {0, 0, 1},
                      {0, 0.5, 1},
                      {0, 1, 1},
                      {0.5, 1, 0.5},
                      {1, 1, 0},
                      {1, 0.5, 0},
                      {1, 0, 0},
                      {0.5, 0, 0}},
                     t);
    }
    return {};
  });
  if (!all_different(table)) throw std::logic_error("a table with equal entries");
  return table;
}

Table random_map(std::uint64_t seed) {
  Random random(seed);
  for (int attempt = 0; attempt < 10000; ++attempt) {
    std::array<std::array<double, 8>, 3> wave{};
    for (auto& channel : wave)
      for (std::size_t m = 0; m < 4; ++m) {
        channel[2 * m] = random.normal() / static_cast<double>(m + 1);
        channel[2 * m + 1] = random.uniform(0, 2 * kPi);
      }
    std::vector<Color> curve(256);
    for (std::size_t k = 0; k < 3; ++k) {
      double low = 1e300, high = -1e300;
      for (std::size_t i = 0; i < 256; ++i) {
        for (std::size_t m = 0; m < 4; ++m)
          curve[i][k] += wave[k][2 * m] * std::cos(kPi * static_cast<double>((m + 1) * i) / 255 +
                                                   wave[k][2 * m + 1]);
        low = std::min(low, curve[i][k]);
        high = std::max(high, curve[i][k]);
      }
      for (Color& c : curve) c[k] = 0.02 + 0.96 * (c[k] - low) / (high - low);
    }
    const Table table =
        tabulate([&](double t) { return curve[static_cast<std::size_t>(std::lround(t * 255))]; });
    if (all_different(table) && keeps_apart(table)) return table;
  }
  throw std::logic_error("no random map for this seed");
}

bool starts_at_black_end(const Table& table) {
  return distance(table.front(), {0, 0, 0}) < distance(table.back(), {0, 0, 0});
}

void Picture::fill(const Rect& rect, Rgb8 color) {
  for (int y = rect.y; y < rect.bottom(); ++y)
    for (int x = rect.x; x < rect.right(); ++x) std::copy(color.begin(), color.end(), at(x, y));
}

Picture filled(int width, int height, Rgb8 color) {
  Picture p{width, height, std::vector<std::uint8_t>(std::size_t{3} * width * height)};
  p.fill(p.whole(), color);
  return p;
}

Picture paint(const Field& field, const Table& table) {
  Picture p{field.width, field.height, {}};
  p.rgb.reserve(3 * field.values.size());
  const auto n = static_cast<double>(table.size());
  for (const double v : field.values) {
    const auto i = static_cast<std::size_t>(std::clamp(v * n, 0.0, n - 1));
    p.rgb.insert(p.rgb.end(), table[i].begin(), table[i].end());
  }
  return p;
}

namespace {

/// The two pixels of a small picture that pixel i of the large one lies between.
struct Between {
  int low, high;
  double f;
};

Between between(int i, int factor, int size) {
  const double at = std::clamp((i + 0.5) / factor - 0.5, 0.0, size - 1.0);
  const int low = std::min(static_cast<int>(at), size - 1);
  return {low, std::min(low + 1, size - 1), at - low};
}

template <class Get>
double bilinear(Between x, Between y, Get get) {
  return (1 - y.f) * ((1 - x.f) * get(x.low, y.low) + x.f * get(x.high, y.low)) +
         y.f * ((1 - x.f) * get(x.low, y.high) + x.f * get(x.high, y.high));
}

}  // namespace

Picture enlarge(const Picture& small, int factor) {
  Picture p = filled(small.width * factor, small.height * factor, {0, 0, 0});
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      for (int k = 0; k < 3; ++k)
        p.at(x, y)[k] = static_cast<std::uint8_t>(std::lround(
            bilinear(between(x, factor, small.width), between(y, factor, small.height),
                     [&](int i, int j) { return static_cast<double>(small.at(i, j)[k]); })));
  return p;
}

Field enlarge(const Field& small, int factor) {
  Field field{small.width * factor, small.height * factor, {}};
  for (int y = 0; y < field.height; ++y)
    for (int x = 0; x < field.width; ++x)
      field.values.push_back(bilinear(between(x, factor, small.width),
                                      between(y, factor, small.height),
                                      [&](int i, int j) { return small.at(i, j); }));
  return field;
}

Picture jpeg_like(const Picture& picture, double sigma, std::uint64_t seed) {
  Random random(seed);
  Picture out = picture;
  for (int y = 0; y < picture.height; y += 2)
    for (int x = 0; x < picture.width; x += 2) {
      std::array<double, 4> luma{};
      double cb = 0, cr = 0;
      for (int k = 0; k < 4; ++k) {
        const std::uint8_t* c = picture.at(x + k % 2, y + k / 2);
        luma[k] = 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2];
        cb += 0.25 * (c[2] - luma[k]) / 1.772;
        cr += 0.25 * (c[0] - luma[k]) / 1.402;
      }
      cb += 1.5 * sigma * random.normal();
      cr += 1.5 * sigma * random.normal();
      for (int k = 0; k < 4; ++k) {
        const double l = luma[k] + sigma * random.normal();
        const Color c{l + 1.402 * cr, l - 0.344136 * cb - 0.714136 * cr, l + 1.772 * cb};
        for (int i = 0; i < 3; ++i) out.at(x + k % 2, y + k / 2)[i] = to_level(c[i] / 255);
      }
    }
  return out;
}

Picture photograph(int width, int height, std::uint64_t seed) {
  Random random(seed);
  Picture p = filled(width, height, {120, 140, 160});
  for (int object = 0; object < 60; ++object) {
    const double cx = random.uniform(0, width), cy = random.uniform(0, height);
    const double rx = random.uniform(0.04, 0.22) * width, ry = random.uniform(0.04, 0.22) * height;
    const Color color{random.uniform(0.1, 0.9), random.uniform(0.1, 0.9), random.uniform(0.1, 0.9)};
    const double light = random.uniform(0, 2 * kPi), texture = random.uniform(0.05, 0.3);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const double u = (x - cx) / rx, v = (y - cy) / ry;
        if (u * u + v * v > 1) continue;
        const double shade = 1 + 0.5 * (u * std::cos(light) + v * std::sin(light));
        const double grain = 0.06 * std::sin(texture * x) * std::sin(1.3 * texture * y);
        for (std::size_t k = 0; k < 3; ++k)
          p.at(x, y)[k] = to_level(color[k] * shade + grain + 0.015 * random.normal());
      }
  }
  return p;
}

double decode_srgb(double encoded) {
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

Deep convert(const Picture& picture, SampleType type, int channels, bool linear) {
  Deep deep{{picture.width, picture.height, type, channels, linear}, {}};
  const auto store = [&](double v, bool alpha) {
    const double s = linear && !alpha ? decode_srgb(v) : v;
    const std::size_t end = deep.bytes.size();
    const auto append = [&](auto sample) {
      deep.bytes.resize(end + sizeof sample);
      std::memcpy(deep.bytes.data() + end, &sample, sizeof sample);
    };
    switch (type) {
      case SampleType::U8:
        append(static_cast<std::uint8_t>(std::lround(s * 255)));
        break;
      case SampleType::U16:
        append(static_cast<std::uint16_t>(std::lround(s * 65535)));
        break;
      case SampleType::F32:
        append(static_cast<float>(s));
        break;
    }
  };
  const int colors = channels <= 2 ? 1 : 3;
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
    for (int k = 0; k < colors; ++k)
      store(picture.rgb[i + static_cast<std::size_t>(k)] / 255.0, false);
    if (channels % 2 == 0) store(1.0, true);
  }
  return deep;
}

}  // namespace unweave::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/speed/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "tests/support/random.hpp"

namespace unweave::bench {

namespace {

using testing::Random;
using Color = std::array<float, 3>;

/// The middles of 256 cells of a path from violet to red that comes near itself nowhere.
std::vector<Color> rainbow() {
  std::vector<Color> map;
  for (int i = 0; i < 256; ++i) {
    const double t = (i + 0.5) / 256, turn = 1.7 * std::numbers::pi * t;
    map.push_back({static_cast<float>(0.5 - 0.42 * std::cos(turn + 0.9)),
                   static_cast<float>(0.5 - 0.42 * std::cos(turn - 1.2)),
                   static_cast<float>(0.15 + 0.7 * t)});
  }
  return map;
}

/// A sum of waves cos(ax + by + c); by the addition theorem it costs a product a pixel and wave.
class Waves {
 public:
  Waves(int width, int height, std::uint64_t seed) : width_(width) {
    Random random(seed);
    for (Wave& wave : waves_) {
      const double a = random.uniform(-2, 2), b = random.uniform(-2, 2), c = random.uniform(0, 6.3);
      for (int x = 0; x < width; ++x) wave.x.push_back(turn(2.0 * a * x / width + c));
      for (int y = 0; y < height; ++y) wave.y.push_back(turn(2.0 * b * y / width));
    }
  }
  /// One row, [0, 1].
  void row(int y, std::vector<float>& out) const {
    out.assign(static_cast<std::size_t>(width_), 0.0F);
    for (const Wave& wave : waves_) {
      const auto [cy, sy] = wave.y[static_cast<std::size_t>(y)];
      for (std::size_t x = 0; x < out.size(); ++x)
        out[x] += wave.x[x].first * cy - wave.x[x].second * sy;
    }
    for (float& v : out) v = 0.5F + 0.5F * std::sin(v);
  }

 private:
  using CosSin = std::pair<float, float>;
  static CosSin turn(double angle) {
    angle *= std::numbers::pi;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
  }
  struct Wave {
    std::vector<CosSin> x, y;
  };
  int width_;
  std::array<Wave, 4> waves_;
};

void store(SampleType type, float value, std::byte*& out) {
  const float v = std::clamp(value, 0.0F, 1.0F);
  if (type == SampleType::F32) {
    std::memcpy(out, &v, sizeof v);
    out += sizeof v;
  } else if (type == SampleType::U16) {
    const auto level = static_cast<std::uint16_t>(std::lround(v * 65535));
    std::memcpy(out, &level, sizeof level);
    out += sizeof level;
  } else {
    *out++ = static_cast<std::byte>(std::lround(v * 255));
  }
}

}  // namespace

Picture make_picture(double megapixels, Paint paint, double sigma, SampleType type) {
  const int side = static_cast<int>(std::lround(std::sqrt(megapixels * 1e6)));
  Picture picture{{side, side, type, 3}, {}};
  picture.bytes.resize(picture.pixels() * picture.layout.pixel_bytes());
  const std::vector<Color> map = rainbow();
  const Waves field(side, side, 1);
  Random random(2);
  std::vector<float> noise(std::size_t{1} << 16), row;
  for (float& n : noise) n = static_cast<float>(random.normal() * sigma / 255);
  std::byte* out = picture.bytes.data();
  for (int y = 0; y < side; ++y) {
    field.row(y, row);
    std::size_t next = random.below(noise.size());
    for (const float v : row) {
      const float at = std::clamp(256 * v - 0.5F, 0.0F, 254.999F);
      const auto i = static_cast<std::size_t>(paint == Paint::Entries ? at + 0.5F : at);
      const float f = paint == Paint::Entries ? 0 : at - static_cast<float>(i);
      for (std::size_t c = 0; c < 3; ++c) {
        const float n = paint == Paint::Entries ? 0 : noise[next++ % noise.size()];
        store(type, (1 - f) * map[i][c] + f * map[std::min<std::size_t>(i + 1, 255)][c] + n, out);
      }
    }
  }
  return picture;
}

std::size_t distinct_colors(const Picture& picture) {
  std::vector<bool> seen(std::size_t{1} << 24);
  std::size_t distinct = 0;
  const auto* p = reinterpret_cast<const std::uint8_t*>(picture.bytes.data());
  for (std::size_t i = 0; i < picture.pixels(); ++i, p += 3) {
    const std::size_t code = static_cast<std::size_t>(p[0]) << 16 | p[1] << 8 | p[2];
    if (seen[code]) continue;
    seen[code] = true;
    ++distinct;
  }
  return distinct;
}

}  // namespace unweave::bench

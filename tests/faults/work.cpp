// SPDX-License-Identifier: GPL-3.0-or-later
// Recovers a made picture, in one thread, for work_test.py to count the work.
//   work KIND MAP PIXELS      KIND: field, noise, photograph, stripes; MAP: auto, given
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "core/recover.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {
namespace {

/// Of as many colors as the picture has pixels, up to 2^24.
Picture noise(int width, int height) {
  Picture picture = filled(width, height, {0, 0, 0});
  std::mt19937 random(3);
  for (std::uint8_t& level : picture.rgb) level = static_cast<std::uint8_t>(random());
  return picture;
}

/// Smooth shades with grain: of many colors, near each other.
Picture grainy(int width, int height) {
  Picture picture = photograph(width, height, 5);
  std::mt19937 random(7);
  for (std::uint8_t& level : picture.rgb)
    level = static_cast<std::uint8_t>(
        std::min(255U, level / 16U * 16U + static_cast<unsigned>(random() % 16)));
  return picture;
}

/// Calm places of many colors: each color in a row of 8 x 8 pixels.
Picture stripes(int width, int height) {
  Picture picture = filled(width, height, {0, 0, 0});
  std::mt19937 random(9);
  for (int y = 0; y < height; y += 8)
    for (int x = 0; x < width; x += 8) {
      const auto r = static_cast<std::uint8_t>(random()), g = static_cast<std::uint8_t>(random()),
                 b = static_cast<std::uint8_t>(random());
      picture.fill({x, y, std::min(8, width - x), std::min(8, height - y)}, {r, g, b});
    }
  return picture;
}

Picture picture_of(const std::string& kind, int width, int height) {
  if (kind == "field")
    return paint(noise_field(width, height, 3, width / 12.0), map_of(MapKind::Rainbow));
  if (kind == "noise") return noise(width, height);
  if (kind == "photograph") return grainy(width, height);
  if (kind == "stripes") return stripes(width, height);
  std::fprintf(stderr, "no kind %s\n", kind.c_str());
  std::exit(2);
}

/// What is counted: work_test.py knows it by its name. True if the picture gave data.
[[gnu::noinline]] bool counted_work(const PixelSource& source, const RecoverOptions& options) {
  Context context;
  context.threads = 1;
  const auto recovery = recover(source, options, context);
  if (!recovery) return false;
  const Rect area = (*recovery)->report().plot_area;
  std::vector<float> t(static_cast<std::size_t>(area.width) * 64);
  for (int y = 0; y < area.height; y += 64) {
    const int rows = std::min(64, area.height - y);
    (*recovery)->evaluate(source, {area.x, area.y + y, area.width, rows}, {t.data()});
  }
  return true;
}

int run(const std::string& kind, const std::string& map, double pixels) {
  const int width = static_cast<int>(std::lround(std::sqrt(pixels * 4 / 3)));
  const int height = static_cast<int>(std::lround(pixels / width));
  const Picture picture = picture_of(kind, width, height);
  RecoverOptions options;
  if (map == "given") {
    GivenColormap given{"given", {}};
    for (const Rgb8& color : map_of(MapKind::Rainbow))
      given.colors.push_back({color[0] / 255.0, color[1] / 255.0, color[2] / 255.0});
    options.curve.colormap = given;
  }
  const bool data = counted_work(picture.source(), options);
  std::printf("%d x %d: %s\n", width, height, data ? "recovered" : "refused");
  return 0;
}

}  // namespace
}  // namespace unweave::testing

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  return unweave::testing::run(argv[1], argv[2], std::atof(argv[3]));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/straightened_source.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

std::vector<std::byte> read(const PixelSource& source, const Rect& area) {
  std::vector<std::byte> out(static_cast<std::size_t>(area.area()) * source.layout().pixel_bytes());
  source.read(area, out.data());
  return out;
}

Projection turned(double degrees, double width, double height) {
  const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a);
  const double x = width / 2, y = height / 2;
  return {{c, s, x - c * x - s * y, -s, c, y + s * x - c * y, 0, 0, 1}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(straightened_source)

BOOST_AUTO_TEST_CASE(an_upright_picture_stays_the_same_bytes) {
  const Picture p = paint(noise_field(301, 150, 1), map_of(MapKind::Rainbow));
  const MemorySource source = p.source();
  for (const auto& [type, channels] :
       {std::pair{SampleType::U8, 3}, {SampleType::U16, 4}, {SampleType::F32, 1}}) {
    const Deep deep = convert(p, type, channels, false);
    const MemorySource whole = deep.source();
    BOOST_TEST((read(StraightenedSource(whole, {}), p.whole()) == read(whole, p.whole())));
  }
  BOOST_TEST(&StraightenedSource(source, {}).stored() == &source);
}

// The result does not depend on how the picture is cut into areas.
BOOST_AUTO_TEST_CASE(parts_are_those_of_the_whole) {
  const Picture p = paint(noise_field(290, 170, 2), map_of(MapKind::Helix));
  const MemorySource source = p.source();
  const StraightenedSource straight(source, turned(3.1, 290, 170));
  const auto whole = read(straight, p.whole());
  const Rect part{17, 33, 201, 90};
  const auto cut = read(straight, part);
  for (int y = 0; y < part.height; ++y)
    BOOST_TEST_REQUIRE(std::memcmp(cut.data() + std::size_t{3} * y * part.width,
                                   whole.data() + 3 * ((y + part.y) * 290 + part.x),
                                   std::size_t{3} * part.width) == 0);
}

// A plane of gray is linear, and so is what a bilinear interpolation makes of it: exact but for the
// rounding to levels. Tolerance: half a level.
BOOST_AUTO_TEST_CASE(a_ramp_stays_a_ramp) {
  constexpr int kWidth = 240, kHeight = 160;
  std::vector<std::uint8_t> gray(std::size_t{kWidth} * kHeight);
  const auto level = [](double x, double y) { return 20 + 0.5 * x + 0.25 * y; };
  std::vector<float> exact(gray.size());
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      exact[y * kWidth + x] = static_cast<float>(level(x + 0.5, y + 0.5));
  const MemorySource source({kWidth, kHeight, SampleType::F32, 1}, exact.data());
  const Projection to = turned(-4, kWidth, kHeight);
  const auto bytes = read(StraightenedSource(source, to), {0, 0, kWidth, kHeight});
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const Place p = to({x + 0.5, y + 0.5});
      if (p.x < 1 || p.y < 1 || p.x > kWidth - 1 || p.y > kHeight - 1) continue;
      float v;
      std::memcpy(&v, bytes.data() + sizeof v * (y * kWidth + x), sizeof v);
      BOOST_TEST_REQUIRE(std::abs(v - level(p.x, p.y)) < 1e-3);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_outermost_pixels_go_on_beyond_the_border) {
  Picture p = filled(60, 40, {10, 200, 30});
  const MemorySource source = p.source();
  const auto out = read(StraightenedSource(source, turned(5, 60, 40)), p.whole());
  BOOST_TEST((out == read(source, p.whole())));
}

// What is invisible lends its colors to no neighbor, and its share of the pixel is transparent.
BOOST_AUTO_TEST_CASE(colors_count_by_their_alpha) {
  const std::uint8_t pixels[] = {200, 100, 50, 255, 0, 0, 0, 0};
  const MemorySource source({2, 1, SampleType::U8, 4}, pixels);
  // Moved by a quarter of a pixel: three quarters of the visible one.
  const StraightenedSource straight(source, {{1, 0, 0.25, 0, 1, 0, 0, 0, 1}});
  const auto out = read(straight, {0, 0, 1, 1});
  BOOST_TEST(static_cast<int>(out[0]) == 200);
  BOOST_TEST(static_cast<int>(out[1]) == 100);
  BOOST_TEST(static_cast<int>(out[2]) == 50);
  BOOST_TEST(static_cast<int>(out[3]) == 191);
}

BOOST_AUTO_TEST_CASE(a_pixel_without_a_number_stays_without) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float pixels[] = {1, nan, 3};
  const MemorySource source({3, 1, SampleType::F32, 1}, pixels);
  float out[3];
  StraightenedSource(source, {{1, 0, 0.5, 0, 1, 0, 0, 0, 1}})
      .read({0, 0, 3, 1}, reinterpret_cast<std::byte*>(out));
  BOOST_TEST(std::isnan(out[0]));
  BOOST_TEST(std::isnan(out[1]));
  BOOST_TEST(out[2] == 3);
}

BOOST_AUTO_TEST_CASE(the_selection_is_that_of_the_nearest_pixel) {
  const Picture p = filled(4, 1, {});
  const std::uint8_t selected[] = {0, 255, 255, 0};
  const MemorySource source({4, 1}, p.rgb.data(), selected);
  const StraightenedSource straight(source, {{1, 0, 1.2, 0, 1, 0, 0, 0, 1}});
  std::uint8_t out[4];
  BOOST_TEST(straight.has_selection());
  straight.read_selection({0, 0, 4, 1}, out);
  BOOST_TEST(int{out[0]} == 255);
  BOOST_TEST(int{out[1]} == 255);
  BOOST_TEST(int{out[2]} == 0);
  BOOST_TEST(int{out[3]} == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

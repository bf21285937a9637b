// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/paper_light.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <numbers>

#include "core/figure/corrected_source.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kWidth = 480, kHeight = 360;
constexpr Rgb8 kPaper{250, 248, 240}, kInk{0, 0, 0};
const Rect kPlot{70, 50, 280, 240};
using Light = std::function<double(double, double)>;  // u, v in [-1, 1]

/// A framed field on paper.
Picture figure() {
  Picture p = filled(kWidth, kHeight, kPaper);
  p.fill(grown(kPlot, 1), kInk);
  const Picture field = paint(cosine_field(kPlot.width, kPlot.height, 4), map_of(MapKind::Rainbow));
  for (int y = 0; y < kPlot.height; ++y)
    std::copy_n(field.at(0, y), 3 * kPlot.width, p.at(kPlot.x, kPlot.y + y));
  return p;
}

Picture lit(Picture p, const Light& light) {
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      for (int c = 0; c < 3; ++c) {
        std::uint8_t& level = p.at(x, y)[c];
        const double gain = light(2 * (x + 0.5) / p.width - 1, 2 * (y + 0.5) / p.height - 1);
        level = static_cast<std::uint8_t>(std::lround(std::min(255.0, level * gain)));
      }
  return p;
}

std::optional<PaperLight> light_on(const Picture& picture,
                                   const std::optional<Rect>& outline = {}) {
  const MemorySource source = picture.source();
  const auto light = find_paper_light(source, outline, Context{});
  BOOST_TEST_REQUIRE(light.has_value());
  return *light;
}

double fading(double u, double v) { return 0.8 + 0.15 * u - 0.04 * v; }
double vignette(double u, double v) { return 1 - 0.12 * (u * u + v * v); }

}  // namespace

BOOST_AUTO_TEST_SUITE(paper_light)

// Tolerance: 0.01, a hundredth of the color; against the brightest place, as gains are relative.
BOOST_AUTO_TEST_CASE(the_gain_of_the_light_is_found) {
  for (const Light& truth : {Light(fading), Light(vignette)}) {
    const auto light = light_on(lit(figure(), truth));
    BOOST_TEST_REQUIRE(light.has_value());
    const double scale = light->gain(1, 0, 0) / truth(0, 0);
    for (const double u : {-0.95, -0.3, 0.4, 0.95})
      for (const double v : {-0.95, 0.1, 0.95})
        BOOST_TEST(std::abs(light->gain(1, u, v) / scale - truth(u, v)) < 0.01);
  }
}

// Tolerance: 3 levels of 255 in the mean: each level was rounded under a light of down to 0.6.
BOOST_AUTO_TEST_CASE(evened_out_the_colors_are_those_under_one_light) {
  const Picture even = figure(), p = lit(even, fading);
  const auto light = light_on(p);
  BOOST_TEST_REQUIRE(light.has_value());
  const MemorySource source = p.source();
  Picture out = filled(kWidth, kHeight, {});
  EvenedSource(source, *light).read(p.whole(), reinterpret_cast<std::byte*>(out.rgb.data()));
  // One factor for the whole picture is left.
  const double factor = static_cast<double>(out.at(5, 5)[1]) / kPaper[1];
  double off = 0;
  for (std::size_t i = 0; i < out.rgb.size(); ++i)
    off += std::abs(out.rgb[i] - factor * even.rgb[i]);
  BOOST_TEST(off / static_cast<double>(out.rgb.size()) < 3);
}

BOOST_AUTO_TEST_CASE(even_paper_is_left_alone) {
  BOOST_TEST(!light_on(figure()).has_value());
  BOOST_TEST(!light_on(filled(kWidth, kHeight, kPaper)).has_value());
  BOOST_TEST(!light_on(filled(9, 7, kPaper)).has_value());
}

// Half of the paper in another color is drawn so: no smooth light does that.
BOOST_AUTO_TEST_CASE(paper_of_two_colors_is_left_alone) {
  Picture p = figure();
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kPlot.x - 20; ++x) p.fill({x, y, 1, 1}, {205, 205, 205});
  BOOST_TEST(!light_on(p).has_value());
}

// A gray field that fills its picture is as smooth as light; without straight lines of a figure
// nothing is put right.
BOOST_AUTO_TEST_CASE(a_smooth_gray_field_is_no_paper) {
  Picture p = filled(kWidth, kHeight, {});
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      const double blob = std::exp(-(std::pow(x - 240, 2) + std::pow(y - 180, 2)) / 4000.0);
      const auto level = static_cast<std::uint8_t>(120 + x / 5 + 60 * blob);
      p.fill({x, y, 1, 1}, {level, level, level});
    }
  const MemorySource source = p.source();
  const auto correction = find_correction(source, Context{});
  BOOST_TEST_REQUIRE(correction.has_value());
  BOOST_TEST(!correction->any());
}

// A page on a table: what lies beyond its rim becomes paper, whether or not the light is even.
BOOST_AUTO_TEST_CASE(beyond_the_rim_of_a_page_is_nothing) {
  const Picture page = lit(figure(), vignette);
  Picture p = filled(kWidth + 120, kHeight + 100, {});
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      p.fill({x, y, 1, 1}, {static_cast<std::uint8_t>(90 + y / 20), 60, 40});
  const Rect rim{60, 50, kWidth, kHeight};
  for (int y = 0; y < kHeight; ++y) std::copy_n(page.at(0, y), 3 * kWidth, p.at(rim.x, rim.y + y));
  const auto light = light_on(p, rim);
  BOOST_TEST_REQUIRE(light.has_value());
  BOOST_TEST(inside(light->page, rim));
  BOOST_TEST(light->page.area() > 0.95 * rim.area());
  // The frame of the plot alone is no rim: beyond it the same paper goes on.
  BOOST_TEST(!light_on(figure(), kPlot).has_value());
  BOOST_TEST(!light_on(p, Rect{rim.x + 30, rim.y + 30, rim.width - 60, rim.height - 60}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

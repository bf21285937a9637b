// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/planes.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "tests/unit/view/found.hpp"

using namespace unweave;
using namespace unweave::testing;
using namespace unweave::view;

namespace {

std::vector<float> whole_t(const Found& found) {
  std::vector<float> t(static_cast<std::size_t>(Found::kWidth) * Found::kHeight);
  found.recovery->evaluate(found.picture.source(), found.picture.whole(), {t.data()});
  return t;
}

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(planes)

BOOST_AUTO_TEST_CASE(dots_hold_the_values_of_their_pixels) {
  const Found found;
  const auto t = whole_t(found);
  for (const Viewport& v :
       {Viewport::fit(found.picture.whole(), 256, 40),
        Viewport::fit(found.picture.whole(), 100, 30), Viewport{12.5, -3, 5.5, 90, 70}}) {
    const MemorySource source = found.picture.source();
    const Planes planes = sample(*found.recovery, source, v, Quantity::Field);
    const auto original = sample_picture(source, v);
    for (int y = 0; y < v.height; ++y)
      for (int x = 0; x < v.width; ++x) {
        const auto i = static_cast<std::size_t>(y) * v.width + x;
        const int px = v.column(x), py = v.row(y);
        if (!found.picture.whole().contains(px, py)) {
          BOOST_TEST_REQUIRE(std::isnan(planes.t[i]));
          BOOST_TEST_REQUIRE(original[i] == 0u);
          continue;
        }
        const auto* c = found.picture.at(px, py);
        BOOST_TEST_REQUIRE(same(planes.t[i], t[static_cast<std::size_t>(py) * Found::kWidth + px]));
        if (v.zoom >= 1) BOOST_TEST_REQUIRE(original[i] == dot({c[0], c[1], c[2]}));
      }
  }
}

// A line a pixel wide in every fifth column is seen however the picture is reduced, and no dot is
// another mean than that of its pixels.
BOOST_AUTO_TEST_CASE(a_reduced_picture_shows_means) {
  testing::Picture picture = testing::filled(400, 200, {255, 255, 255});
  for (int x = 2; x < 400; x += 5) picture.fill({x, 0, 1, 200}, {0, 0, 0});
  const MemorySource source = picture.source();
  for (const int factor : {2, 4, 5, 8, 10}) {  // up to 16 every pixel counts
    const Viewport v{0, 0, 1.0 / factor, 400 / factor, 200 / factor};
    const auto dots = sample_picture(source, v);
    for (int y = 0; y < v.height; ++y)
      for (int x = 0; x < v.width; ++x) {
        int black = 0;
        for (int i = 0; i < factor; ++i) black += (x * factor + i) % 5 == 2;
        const int level = static_cast<int>(dots[static_cast<std::size_t>(y) * v.width + x] & 255U);
        BOOST_TEST_REQUIRE(std::abs(level - 255.0 * (factor - black) / factor) <= 1);
      }
  }
}

BOOST_AUTO_TEST_CASE(a_reduced_picture_ends_where_the_picture_does) {
  const testing::Picture picture = testing::filled(101, 53, {10, 20, 30});
  const Viewport v{-20, -10, 0.25, 60, 40};
  const auto dots = sample_picture(picture.source(), v);
  for (int y = 0; y < v.height; ++y)
    for (int x = 0; x < v.width; ++x)
      BOOST_TEST_REQUIRE(
          dots[static_cast<std::size_t>(y) * v.width + x] ==
          (picture.whole().contains(v.column(x), v.row(y)) ? dot({10, 20, 30}) : 0u));
}

BOOST_AUTO_TEST_CASE(a_probe_tells_what_the_plane_holds) {
  const Found found;
  const MemorySource source = found.picture.source();
  const auto data = probe(found.recovery.get(), source, 128, 5);
  BOOST_TEST_REQUIRE(data.has_value());
  BOOST_TEST(data->in_plot_area);
  BOOST_TEST(data->t == 128.5f / 256, boost::test_tools::tolerance(0.01f));
  BOOST_TEST(data->residual < 0.01f);
  const auto block = probe(found.recovery.get(), source, Found::kBlock.x, Found::kBlock.y);
  BOOST_TEST(std::isnan(block->t));
  BOOST_TEST(block->residual > 0.1f);
  BOOST_TEST((block->color == Rgb8{255, 0, 255}));
  BOOST_TEST(!probe(found.recovery.get(), source, -1, 5).has_value());
  BOOST_TEST(std::isnan(probe(nullptr, source, 1, 1)->t));
}

BOOST_AUTO_TEST_CASE(the_recovered_map_paints_the_picture_again_and_no_data_as_a_checkerboard) {
  const Found found;
  const Viewport v = Viewport::fit(found.picture.whole(), 256, 40);
  const Planes planes = sample(*found.recovery, found.picture.source(), v, Quantity::Confidence);
  const auto dots = shade(planes, Quantity::Field,
                          palette_for(Quantity::Field, Shading::Recovered, found.report()));
  std::set<Dot> block;
  for (int y = 0; y < 40; ++y)
    for (int x = 0; x < 256; ++x) {
      const Dot d = dots[static_cast<std::size_t>(y) * 256 + x];
      if (Found::kBlock.contains(x, y)) {
        block.insert(d);
        continue;
      }
      const auto* c = found.picture.at(x, y);
      for (int k = 0; k < 3; ++k) {
        const int got = static_cast<int>(d >> (16 - 8 * k) & 0xFF);
        BOOST_TEST_REQUIRE(std::abs(got - c[k]) <= 2);  // half an entry either way
      }
    }
  BOOST_TEST(block.size() == 2u);
}

BOOST_AUTO_TEST_CASE(gray_rises_with_the_value_and_residual_is_dark_on_the_map) {
  const Found found;
  const Viewport v = Viewport::fit(found.picture.whole(), 256, 40);
  const Planes planes = sample(*found.recovery, found.picture.source(), v, Quantity::Confidence);
  const auto gray =
      shade(planes, Quantity::Field, palette_for(Quantity::Field, Shading::Gray, found.report()));
  BOOST_TEST(gray[0] < gray[100]);
  BOOST_TEST(gray[100] < gray[255]);
  // The recovered map would say nothing of a residual.
  const auto residual = shade(planes, Quantity::Residual,
                              palette_for(Quantity::Residual, Shading::Recovered, found.report()));
  const auto at_block = static_cast<std::size_t>(Found::kBlock.y) * 256 + Found::kBlock.x;
  BOOST_TEST((residual[at_block] & 0xFF) == 255u);
  BOOST_TEST((residual[0] & 0xFF) < 64u);
  const auto trust = shade(planes, Quantity::Confidence,
                           palette_for(Quantity::Confidence, Shading::Gray, found.report()));
  BOOST_TEST((trust[0] & 0xFF) > 128u);
}

BOOST_AUTO_TEST_SUITE_END()

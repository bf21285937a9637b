// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/background.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

PictureSample sample_of(const Picture& p) {
  Context context;
  auto sample = PictureSample::take(p.source(), p.whole(), std::size_t{1} << 22, context);
  BOOST_TEST_REQUIRE(sample.has_value());
  return std::move(*sample);
}

std::vector<Background> background_of(const Picture& p) { return find_background(sample_of(p)); }

Picture with_hole(Picture p, const Rect& hole, Rgb8 color) {
  p.fill(hole, color);
  return p;
}

const Rect kHole{60, 70, 50, 40};

}  // namespace

BOOST_AUTO_TEST_SUITE(background)

BOOST_AUTO_TEST_CASE(a_white_hole_with_a_jump_is_found) {
  // The ends of these maps are far from white.
  for (const MapKind kind : {MapKind::Sequential, MapKind::Rainbow, MapKind::Steep}) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    const auto found = background_of(
        with_hole(paint(cosine_field(200, 200, 1), map_of(kind)), kHole, {255, 255, 255}));
    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].code == 0xFFFFFFu);
    // The hole without its lively rim of one pixel.
    BOOST_TEST(std::abs(found[0].share - 48.0 * 38.0 / 40000.0) < 1e-12);
  }
}

// Its surroundings are whitish too, so that the jump is small beside what is usual in a rough
// field.
BOOST_AUTO_TEST_CASE(a_white_hole_in_a_map_with_a_white_middle_is_found) {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    const Picture field = paint(noise_field(200, 200, seed, 6), map_of(MapKind::Diverging));
    const auto found = background_of(with_hole(field, kHole, {255, 255, 255}));
    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].code == 0xFFFFFFu);
  }
}

BOOST_AUTO_TEST_CASE(a_rough_field_cut_off_at_white_has_none) {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    Field field = noise_field(200, 200, seed, 6);
    for (double& v : field.values) v = std::min(1.5 * v, 1.0);
    BOOST_TEST(background_of(paint(field, map_of(MapKind::Warm))).empty());
  }
}

BOOST_AUTO_TEST_CASE(paper_around_and_gray_land_are_found_strongest_first) {
  Picture p = filled(260, 260, {255, 255, 255});
  const Picture field = paint(cosine_field(200, 200, 2), map_of(MapKind::Rainbow));
  for (int y = 0; y < 200; ++y) std::copy_n(field.at(0, y), 600, p.at(30, y + 30));
  p.fill({100, 100, 40, 40}, {128, 128, 128});
  const auto found = background_of(p);
  BOOST_TEST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].code == 0xFFFFFFu);
  BOOST_TEST(found[1].code == 0x808080u);
  BOOST_TEST(found[0].share > found[1].share);
}

// Cut off at both ends: a quarter of the pixels have the first color, a quarter the last.
BOOST_AUTO_TEST_CASE(a_saturated_field_has_none) {
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    Field field = cosine_field(200, 200, 3);
    for (double& v : field.values) v = std::clamp(2 * (v - 0.25), 0.0, 1.0);
    BOOST_TEST(background_of(paint(field, map_of(kind))).empty());
  }
}

BOOST_AUTO_TEST_CASE(a_smooth_field_has_none) {
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST(background_of(paint(cosine_field(200, 200, 4), map_of(kind))).empty());
    BOOST_TEST(background_of(paint(ramp(256, 64), map_of(kind))).empty());
  }
}

BOOST_AUTO_TEST_CASE(a_stepped_picture_has_none) {
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    Field field = cosine_field(200, 200, 5);
    for (double& v : field.values) v = (std::floor(std::min(v, 0.999) * 8) + 0.5) / 8;
    BOOST_TEST(background_of(paint(field, map_of(kind))).empty());
  }
}

BOOST_AUTO_TEST_CASE(removing_takes_the_hole_and_its_rim_and_leaves_the_rest) {
  const Picture p = with_hole(paint(cosine_field(200, 200, 6), map_of(MapKind::Sequential)), kHole,
                              {255, 255, 255});
  PictureSample sample = sample_of(p);
  const PictureSample before = sample;
  remove_background(sample, find_background(sample));
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 200; ++x) {
      const auto i = static_cast<std::size_t>(y * 200 + x);
      const int outside =
          std::max({kHole.x - x, x - kHole.right() + 1, kHole.y - y, y - kHole.bottom() + 1});
      const ColorCode code = sample.bands[0].codes[i];
      if (outside <= 1) BOOST_TEST(code == kNoData);  // the hole, and what touches it
      if (outside > 12) BOOST_TEST(code == before.bands[0].codes[i]);
    }
}

// A hole in a picture of JPEG kind: ringing spoils its border, its inside stays flat.
BOOST_AUTO_TEST_CASE(a_hole_with_ringing_is_removed_with_it) {
  Picture p = jpeg_like(paint(cosine_field(200, 200, 7), map_of(MapKind::Sequential)), 1.0, 8);
  p.fill(kHole, {255, 255, 255});
  for (int y = kHole.y; y < kHole.bottom(); ++y)
    for (int x = kHole.x; x < kHole.right(); ++x) {
      const int inside =
          std::min({x - kHole.x, kHole.right() - 1 - x, y - kHole.y, kHole.bottom() - 1 - y});
      if (inside >= 6 || (x + y) % 3 == 0) continue;
      const auto v = static_cast<std::uint8_t>(255 - 2 * (6 - inside));
      p.fill({x, y, 1, 1}, {v, 255, v});
    }
  PictureSample sample = sample_of(p);
  sample.compression = {true, 2, 2, 16};
  const auto found = find_background(sample);
  BOOST_TEST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].code == 0xFFFFFFu);
  remove_background(sample, found);
  for (int y = kHole.y; y < kHole.bottom(); ++y)
    for (int x = kHole.x; x < kHole.right(); ++x)
      BOOST_TEST(sample.bands[0].codes[static_cast<std::size_t>(y * 200 + x)] == kNoData);
}

BOOST_AUTO_TEST_CASE(an_empty_sample_has_none) {
  BOOST_TEST(find_background(PictureSample{}).empty());
  const Picture p = filled(30, 30, {7, 7, 7});
  std::vector<std::uint8_t> selection(900, 0);
  Context context;
  const auto sample = PictureSample::take(MemorySource({30, 30}, p.rgb.data(), selection.data()),
                                          p.whole(), 1 << 20, context);
  BOOST_TEST_REQUIRE(sample.has_value());
  BOOST_TEST(find_background(*sample).empty());
}

BOOST_AUTO_TEST_SUITE_END()

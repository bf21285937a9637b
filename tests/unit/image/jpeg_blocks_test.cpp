// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/jpeg_blocks.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/jpeg.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

bool jpeg(const Picture& picture) {
  return jpeg_step(picture.source(), picture.whole()).has_value();
}

Picture rough(MapKind kind, int size = 256) {
  return paint(noise_field(size, size, 3, 4), map_of(kind));
}

Picture smooth(MapKind kind, int size = 256) {
  return paint(cosine_field(size, size, 5), map_of(kind));
}

Picture cropped(const Picture& picture, const Rect& area) {
  Picture out{area.width, area.height, {}};
  for (int y = 0; y < area.height; ++y)
    out.rgb.insert(out.rgb.end(), picture.at(area.x, area.y + y),
                   picture.at(area.x, area.y + y) + 3 * static_cast<std::ptrdiff_t>(area.width));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(jpeg_blocks)

BOOST_AUTO_TEST_CASE(compressed_pictures_are_seen) {
  for (const MapKind kind : kMapKinds)
    for (const int quality : {50, 75, 90})
      BOOST_TEST_CONTEXT(name_of(kind) << ", quality " << quality) {
        BOOST_TEST(jpeg(through_jpeg(rough(kind), quality)));
        BOOST_TEST(jpeg(through_jpeg(smooth(kind), quality)));
      }
}

BOOST_AUTO_TEST_CASE(exact_pictures_are_not) {
  for (const MapKind kind : kMapKinds) BOOST_TEST_CONTEXT(name_of(kind)) {
      BOOST_TEST(!jpeg(rough(kind)));
      BOOST_TEST(!jpeg(smooth(kind)));
    }
}

// Interpolation and enlargement have grids of their own.
BOOST_AUTO_TEST_CASE(enlarged_pictures_are_not) {
  for (const MapKind kind : kMapKinds)
    for (const int factor : {2, 3, 4}) BOOST_TEST_CONTEXT(name_of(kind) << " x" << factor)
  BOOST_TEST(!jpeg(enlarge(rough(kind, 504 / factor), factor)));
}

BOOST_AUTO_TEST_CASE(noise_is_not) { BOOST_TEST(!jpeg(jpeg_like(rough(MapKind::Rainbow), 3, 1))); }

BOOST_AUTO_TEST_CASE(a_crop_off_the_grid_is_seen) {
  const Picture p = through_jpeg(rough(MapKind::Sequential, 300), 80);
  BOOST_TEST(jpeg(cropped(p, {3, 5, 250, 250})));
  BOOST_TEST(jpeg_step(p.source(), {13, 6, 200, 220}).has_value());
}

BOOST_AUTO_TEST_CASE(what_shows_nothing_is_not) {
  BOOST_TEST(!jpeg(filled(200, 200, {80, 90, 100})));
  BOOST_TEST(!jpeg(through_jpeg(rough(MapKind::Warm, 16), 80)));
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/blind_locus.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

Result<BlindLocus> locus_in(const Picture& picture) {
  const MemorySource source = picture.source();
  const Rect whole = picture.whole();
  Context context;
  const auto histogram = ColorHistogram::count(source, whole, context);
  BOOST_REQUIRE(histogram);
  auto sample = PictureSample::take(source, whole, std::size_t{1} << 20, context, &*histogram);
  BOOST_REQUIRE(sample);
  return recover_locus(std::move(*sample), *histogram, context);
}

/// Noise of so many levels to either side.
Picture noisy(Picture picture, int levels) {
  Random random(3);
  for (std::uint8_t& level : picture.rgb) {
    const int noise = static_cast<int>(random.below(2 * levels + 1)) - levels;
    level = static_cast<std::uint8_t>(std::clamp(level + noise, 0, 255));
  }
  return picture;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(blind_locus)

// No order is looked for, which costs more than all the rest.
BOOST_AUTO_TEST_CASE(noise_has_no_order) {
  Picture picture = filled(256, 256, {0, 0, 0});
  Random random(7);
  for (std::uint8_t& level : picture.rgb) level = static_cast<std::uint8_t>(random.below(256));
  const auto blind = locus_in(picture);
  BOOST_REQUIRE(blind);
  BOOST_TEST(!blind->follows_curve);
  BOOST_TEST(blind->locus.colors.rows() == 0);
}

BOOST_AUTO_TEST_CASE(a_field_in_noise_has_one) {
  for (const int levels : {2, 6, 12}) {
    BOOST_TEST_INFO_SCOPE(levels << " levels of noise");
    const auto blind =
        locus_in(noisy(paint(cosine_field(256, 256, 5), map_of(MapKind::Rainbow)), levels));
    BOOST_REQUIRE(blind);
    BOOST_TEST(blind->locus.colors.rows() > 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/raster.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace unweave;

namespace {

constexpr int kSide = 256;  // so that all samples of 16 bits occur once

/// All samples of 16 bits, in as many equal channels, the last of which is alpha where there is
/// one.
Raster all_samples(int channels, bool linear) {
  PixelLayout layout{kSide, kSide, SampleType::U16, channels};
  layout.linear = linear;
  const bool alpha = layout.has_alpha();
  std::vector<std::uint16_t> samples;
  for (int level = 0; level < kSide * kSide; ++level) {
    for (int c = 0; c < channels - alpha; ++c) samples.push_back(static_cast<std::uint16_t>(level));
    if (alpha) samples.push_back(0xFFFF);
  }
  const MemorySource source(layout, samples.data());
  Context context;
  auto raster = read_raster(source, {0, 0, kSide, kSide}, std::size_t{1} << 20, context);
  BOOST_REQUIRE(raster);
  return std::move(*raster);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(raster)

// Without alpha samples of 16 bits go by a table, with it each is converted alone.
BOOST_AUTO_TEST_CASE(samples_of_16_bits_are_the_same_with_and_without_alpha) {
  for (const bool linear : {false, true}) {
    const Raster with = all_samples(4, linear);
    BOOST_TEST(all_samples(3, linear).rgb == with.rgb);
    BOOST_TEST(all_samples(1, linear).rgb == with.rgb);
    BOOST_TEST(with.rgb.front() == 0);
    BOOST_TEST(with.rgb.back() == 255);
  }
}

BOOST_AUTO_TEST_CASE(turned_twice_it_is_as_before) {
  Raster raster = all_samples(3, false);
  raster.height = 100;  // no multiple of a block
  raster.rgb.resize(3 * static_cast<std::size_t>(raster.width) * 100);
  const Raster turned = transposed(raster);
  BOOST_TEST(turned.width == 100);
  for (int y = 0; y < 100; y += 7)
    for (int x = 0; x < kSide; ++x) BOOST_REQUIRE(turned.color(y, x) == raster.color(x, y));
  BOOST_TEST(transposed(turned).rgb == raster.rgb);
}

BOOST_AUTO_TEST_SUITE_END()

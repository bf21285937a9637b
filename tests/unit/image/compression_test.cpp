// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/compression.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "core/image/jpeg_blocks.hpp"
#include "core/image/raster.hpp"
#include "tests/support/jpeg.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0};
const Rect kField{43, 37, 200, 160};  // on no grid of blocks

/// A field on paper with strokes around it.
Picture figure(const Picture& field) {
  Picture p = filled(300, 260, kWhite);
  for (int y = 0; y < kField.height; ++y)
    std::copy_n(field.at(0, y), std::ptrdiff_t{3} * kField.width, p.at(kField.x, kField.y + y));
  for (int x = 45; x < 240; x += 11) p.fill({x, 216, 2, 10}, kBlack);
  for (int y = 45; y < 200; y += 17) p.fill({16, y, 8, 2}, kBlack);
  return p;
}

Picture field() {
  return paint(cosine_field(kField.width, kField.height, 3, 30), map_of(MapKind::Rainbow));
}

Compression of_figure(const Picture& p) {
  const Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), std::size_t{1} << 20, context);
  return measure_compression(jpeg_step(source, p.whole()), *raster, kWhite);
}

Compression of_bare(const Picture& p) {
  return measure_compression(jpeg_step(p.source(), p.whole()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compression)

BOOST_AUTO_TEST_CASE(exact_pictures_have_none) {
  BOOST_TEST((of_figure(figure(field())) == Compression{}));
  BOOST_TEST((of_bare(field()) == Compression{}));
}

// Levels beside what is drawn: what rounding to the table's steps leaves.
BOOST_AUTO_TEST_CASE(the_deviation_rises_as_the_quality_falls) {
  double before = 0;
  for (const int quality : {95, 90, 80, 60}) {
    BOOST_TEST_CONTEXT("quality " << quality) {
      const Compression seen = of_figure(through_jpeg(figure(field()), quality));
      BOOST_TEST(seen.jpeg);
      BOOST_TEST(seen.sigma() > before);
      before = seen.sigma();
    }
  }
  BOOST_TEST(before < 5);
}

BOOST_AUTO_TEST_CASE(chroma_at_half_the_resolution_reaches_farther) {
  const Picture p = figure(field());
  const Compression half = of_figure(through_jpeg(p, 85)),
                    full = of_figure(through_jpeg(p, 85, false));
  BOOST_TEST(half.reach > full.reach);
  BOOST_TEST(full.reach > 0);
}

// Where no paper shows it, the steps of the coefficients say as much, to a factor of two.
BOOST_AUTO_TEST_CASE(bare_fields_tell_as_much_as_paper_does) {
  for (const int quality : {60, 75, 85}) {
    const double paper = of_figure(through_jpeg(figure(field()), quality)).sigma();
    double bare = 0;
    for (const MapKind kind : kMapKinds) {
      const Picture p = paint(cosine_field(340, 300, 7), map_of(kind));
      bare += of_bare(through_jpeg(p, quality)).sigma() / kMapKinds.size();
    }
    BOOST_TEST(bare < 2 * paper, "quality " << quality << ": " << bare << ", " << paper);
    BOOST_TEST(bare > 0.5 * paper, "quality " << quality << ": " << bare << ", " << paper);
  }
}

// A field that fades out into the paper comes nearer to it with every pixel.
BOOST_AUTO_TEST_CASE(a_field_that_fades_out_is_exact) {
  Picture p = filled(300, 260, kWhite);
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x) {
      const int from_rim = std::min({x, y, p.width - 1 - x, p.height - 1 - y});
      const auto level =
          static_cast<std::uint8_t>(255 - 3 * std::max(0, std::min(60, from_rim - 20)));
      p.fill({x, y, 1, 1}, {level, level, 255});
    }
  BOOST_TEST((of_figure(p) == Compression{}));
}

BOOST_AUTO_TEST_CASE(limits_of_exact_pictures_are_their_own) {
  const Compression none, some{true, 2, 1, 16};
  BOOST_TEST(none.limit(6, moved::kBeside) == 6);
  BOOST_TEST(none.added(30, moved::kJump) == 30);
  BOOST_TEST(none.edge_pixels() == 0);
  BOOST_TEST(some.limit(6, 9) == 18);
  BOOST_TEST(some.limit(36, 9) == 36);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

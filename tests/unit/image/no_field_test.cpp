// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/no_field.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0}, kBlue{31, 119, 180};

/// What a quality of 85 leaves.
const Compression kCompressed{true, 1.6, 1.6, 16};

DrawingEvidence evidence_of(const Picture& picture, const Compression& compression = {}) {
  Context context;
  const MemorySource source = picture.source();
  auto sample = *PictureSample::take(source, picture.whole(), 1 << 22, context);
  sample.compression = compression;
  return examine_drawing(sample);
}

bool refused(const Picture& picture, const std::vector<Rgb8>& map = {},
             const Compression& compression = {}) {
  return is_drawing(evidence_of(picture, compression), map);
}

/// Rows of upright and lying strokes two pixels thick.
Picture text(Rgb8 paper, Rgb8 ink) {
  Picture p = filled(400, 300, paper);
  for (int y = 10; y + 14 < p.height; y += 20)
    for (int x = 10; x + 12 < p.width; x += 11) {
      p.fill({x, y, 2, 12}, ink);
      p.fill({x, y + (x * 7 + y) % 10, 7, 2}, ink);
    }
  return p;
}

Picture scatter_plot(const Table& colors) {
  Picture p = filled(400, 300, kWhite);
  Random random(5);
  for (int k = 0; k < 150; ++k) {
    const double cx = 10 + 380 * random.uniform(), cy = 10 + 280 * random.uniform();
    const Rgb8 color = colors[static_cast<std::size_t>(255 * random.uniform())];
    for (int y = 0; y < p.height; ++y)
      for (int x = 0; x < p.width; ++x)
        if (std::hypot(x - cx, y - cy) <= 4.5) p.fill({x, y, 1, 1}, color);
  }
  return p;
}

/// Bars of different colors with gaps between them.
Picture bar_chart() {
  Picture p = filled(400, 300, kWhite);
  const Rgb8 colors[] = {kBlue,           {255, 127, 14}, {44, 160, 44},  {214, 39, 40},
                         {148, 103, 189}, {140, 86, 75},  {227, 119, 194}};
  for (int k = 0; k < 7; ++k) p.fill({20 + 52 * k, 40 + 25 * k, 40, 260 - 25 * k}, colors[k]);
  return p;
}

/// Sixteen-pixel cells of one color each.
Picture matrix(int columns, int rows, std::uint64_t seed) {
  Picture p = filled(16 * columns, 16 * rows, kWhite);
  Random random(seed);
  const Table table = map_of(MapKind::Sequential);
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i)
      p.fill({16 * i, 16 * j, 16, 16}, table[static_cast<std::size_t>(255 * random.uniform())]);
  return p;
}

/// A field of `levels` flat colors; `holes`: its highest fifth is white.
Picture stepped(int levels, bool holes) {
  Field f = cosine_field(400, 300, 3);
  const Table table = map_of(MapKind::Rainbow);
  Table steps;
  for (int k = 0; k < levels; ++k)
    steps.push_back(table[static_cast<std::size_t>(255 * k / (levels - 1))]);
  Picture p = filled(f.width, f.height, kWhite);
  for (int y = 0; y < f.height; ++y)
    for (int x = 0; x < f.width; ++x) {
      const double v = f.at(x, y);
      if (holes && v > 0.8) continue;
      p.fill({x, y, 1, 1}, steps[static_cast<std::size_t>(std::min(levels - 1.0, v * levels))]);
    }
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(no_field)

BOOST_AUTO_TEST_CASE(text_is_a_drawing_on_any_paper) {
  BOOST_TEST(refused(text(kWhite, kBlack)));
  BOOST_TEST(refused(text({30, 30, 30}, {212, 212, 212})));
}

BOOST_AUTO_TEST_CASE(compressed_text_is_a_drawing) {
  BOOST_TEST(refused(jpeg_like(text(kWhite, kBlue), 3, 1), {}, kCompressed));
}

BOOST_AUTO_TEST_CASE(markers_are_a_drawing_even_beside_a_color_bar) {
  const Table table = map_of(MapKind::Rainbow);
  BOOST_TEST(refused(scatter_plot(table)));
  BOOST_TEST(refused(scatter_plot(table), table));
}

BOOST_AUTO_TEST_CASE(bars_that_touch_only_the_paper_are_a_drawing) {
  BOOST_TEST(refused(bar_chart()));
  BOOST_TEST(evidence_of(bar_chart()).among_others == 0);
}

BOOST_AUTO_TEST_CASE(bars_are_a_chart_even_beside_a_color_bar) {
  Table map = map_of(MapKind::Rainbow);
  const Picture p = bar_chart();
  BOOST_TEST(refused(p, map));
  BOOST_TEST(refused(jpeg_like(p, 2, 1), map, kCompressed));
  // Also where compression was not noticed.
  BOOST_TEST(refused(jpeg_like(p, 2, 1)));
  // Where the paper is a color of the map, it is data.
  map.push_back(kWhite);
  BOOST_TEST(!refused(p, map));
}

BOOST_AUTO_TEST_CASE(shapes_that_overlap_are_no_steps) {
  Picture p = filled(400, 300, kWhite);
  p.fill({50, 40, 180, 180}, {220, 40, 40});
  p.fill({180, 60, 180, 140}, {30, 90, 200});
  p.fill({50, 180, 310, 60}, {250, 200, 20});
  BOOST_TEST(refused(p));
  BOOST_TEST(refused(jpeg_like(p, 2, 1), {}, kCompressed));
}

BOOST_AUTO_TEST_CASE(compressed_markers_are_a_drawing_beside_a_color_bar) {
  const Table table = map_of(MapKind::Rainbow);
  // Strong compression: little of the paper between the markers keeps its color.
  BOOST_TEST(refused(jpeg_like(scatter_plot(table), 8, 1), table, kCompressed));
}

BOOST_AUTO_TEST_CASE(a_compressed_chart_of_one_color_is_a_drawing) {
  Picture p = filled(400, 300, kWhite);
  for (int k = 0; k < 8; ++k) p.fill({10 + 48 * k, 60 + 20 * k, 40, 240 - 20 * k}, kBlue);
  BOOST_TEST(refused(jpeg_like(p, 2, 1), {}, kCompressed));
}

BOOST_AUTO_TEST_CASE(a_smooth_field_is_no_drawing) {
  for (const MapKind kind : kMapKinds) {
    const Picture p = paint(cosine_field(400, 300, 1), map_of(kind));
    BOOST_TEST(!refused(p), name_of(kind));
    BOOST_TEST(!refused(jpeg_like(p, 3, 1), {}, kCompressed), name_of(kind));
  }
}

BOOST_AUTO_TEST_CASE(steps_of_a_field_touch_each_other) {
  for (const int levels : {3, 5, 8, 16, 24}) {
    BOOST_TEST(!refused(stepped(levels, false)), levels << " levels");
    BOOST_TEST(!refused(stepped(levels, true)), levels << " levels with holes");
    BOOST_TEST(!refused(jpeg_like(stepped(levels, false), 2, 1), {}, kCompressed),
               levels << " compressed");
  }
}

BOOST_AUTO_TEST_CASE(a_field_that_is_mostly_hole_is_no_drawing) {
  Picture p = filled(600, 400, kWhite);
  const Picture inner = paint(noise_field(200, 160, 4, 1.0), map_of(MapKind::Warm));
  for (int y = 0; y < inner.height; ++y)
    for (int x = 0; x < inner.width; ++x) {
      const std::uint8_t* c = inner.at(x, y);
      p.fill({200 + x, 100 + y, 1, 1}, {c[0], c[1], c[2]});
    }
  BOOST_TEST(evidence_of(p).paper > 0.8);
  BOOST_TEST(!refused(p));
}

BOOST_AUTO_TEST_CASE(a_matrix_of_many_colors_is_no_drawing) {
  BOOST_TEST(!refused(matrix(20, 15, 1)));
}

BOOST_AUTO_TEST_CASE(cells_that_stand_apart_are_no_chart) {
  Picture p = filled(400, 300, kWhite);
  Random random(2);
  const Table table = map_of(MapKind::Rainbow);
  Table map = {table[20], table[60], table[100], table[140], table[180], table[220]};
  for (int j = 0; j < 15; ++j)
    for (int i = 0; i < 20; ++i)
      p.fill({20 * i, 20 * j, 15, 15}, map[static_cast<std::size_t>(5.99 * random.uniform())]);
  BOOST_TEST(evidence_of(p).paper > 0.4);
  BOOST_TEST(!refused(p, map));
}

BOOST_AUTO_TEST_CASE(paper_that_is_a_color_of_the_map_is_data) {
  // A field that is white nearly everywhere, with narrow rises.
  Table map(256);
  for (int k = 0; k < 256; ++k)
    map[static_cast<std::size_t>(k)] = {static_cast<std::uint8_t>(255 - k), 255,
                                        static_cast<std::uint8_t>(255 - k)};
  Field f = noise_field(400, 300, 9, 3);
  for (double& v : f.values) v = std::max(0.0, 4 * v - 2.6) / 1.4;
  const Picture p = paint(f, map);
  BOOST_TEST(evidence_of(p).paper > 0.6);
  BOOST_TEST(!refused(p, map));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

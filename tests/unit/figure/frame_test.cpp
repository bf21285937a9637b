// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/frame.hpp"

#include <boost/test/unit_test.hpp>
#include <ostream>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0}, kGray{84, 84, 84};

/// A field at (60, 50) on white paper; frames are drawn around it by the tests.
const Rect kField{60, 50, 300, 200};

Picture figure() {
  Picture p = filled(420, 300, kWhite);
  const Picture field =
      paint(cosine_field(kField.width, kField.height, 2), map_of(MapKind::Rainbow));
  for (int y = 0; y < field.height; ++y)
    for (int x = 0; x < field.width; ++x) {
      const std::uint8_t* c = field.at(x, y);
      p.fill({kField.x + x, kField.y + y, 1, 1}, {c[0], c[1], c[2]});
    }
  return p;
}

/// A line of one pixel around a rectangle.
void outline(Picture& p, const Rect& r, Rgb8 color) {
  p.fill({r.x, r.y, r.width, 1}, color);
  p.fill({r.x, r.bottom() - 1, r.width, 1}, color);
  p.fill({r.x, r.y, 1, r.height}, color);
  p.fill({r.right() - 1, r.y, 1, r.height}, color);
}

Frame peeled(const Picture& p, const Rect& box) {
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  const auto backdrop = find_backdrop(*raster, raster->bounds());
  BOOST_TEST_REQUIRE(backdrop.has_value());
  return peel_frame(*raster, box, *backdrop);
}

void check_field(const Frame& frame) {
  BOOST_TEST(frame.found);
  BOOST_TEST(frame.inside.x == kField.x);
  BOOST_TEST(frame.inside.y == kField.y);
  BOOST_TEST(frame.inside.right() == kField.right());
  BOOST_TEST(frame.inside.bottom() == kField.bottom());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(frame)

BOOST_AUTO_TEST_CASE(a_thin_line_is_peeled_off) {
  Picture p = figure();
  outline(p, grown(kField, 1), kBlack);
  check_field(peeled(p, grown(kField, 1)));
}

BOOST_AUTO_TEST_CASE(a_blended_line_with_ticks_is_peeled_off) {
  Picture p = figure();
  outline(p, grown(kField, 3), kGray);
  outline(p, grown(kField, 2), kBlack);
  outline(p, grown(kField, 1), kBlack);
  // Ticks as wide as a tenth of the line cover its blended rim.
  for (int x = kField.x; x < kField.right(); x += 20) {
    p.fill({x, kField.bottom() + 2, 2, 6}, kBlack);
    p.fill({x, kField.y - 8, 2, 6}, kBlack);
  }
  for (int y = kField.y; y < kField.bottom(); y += 20) {
    p.fill({kField.x - 8, y, 6, 2}, kBlack);
    p.fill({kField.right() + 2, y, 6, 2}, kBlack);
  }
  check_field(peeled(p, grown(kField, 3)));
}

BOOST_AUTO_TEST_CASE(a_band_of_black_and_white_pieces_is_peeled_off) {
  Picture p = figure();
  const Rect band = grown(kField, 6);
  p.fill({band.x, band.y, band.width, 6}, kWhite);
  p.fill({band.x, kField.bottom(), band.width, 6}, kWhite);
  p.fill({band.x, band.y, 6, band.height}, kWhite);
  p.fill({kField.right(), band.y, 6, band.height}, kWhite);
  for (int x = band.x; x < band.right() - 30; x += 60) {
    p.fill({x, band.y, 30, 6}, kBlack);
    p.fill({x + 20, kField.bottom(), 30, 6}, kBlack);
  }
  for (int y = band.y; y < band.bottom() - 30; y += 60) {
    p.fill({band.x, y, 6, 30}, kBlack);
    p.fill({kField.right(), y + 20, 6, 30}, kBlack);
  }
  outline(p, band, kBlack);
  outline(p, grown(kField, 1), kBlack);
  check_field(peeled(p, band));
}

/// Cells of a field that hardly changes along a side are alike, and less contrasted than the next.
BOOST_AUTO_TEST_CASE(a_column_of_cells_is_no_blend) {
  constexpr int kCell = 3;
  Picture p = figure();
  for (int y = 0; y < kField.height; ++y)
    for (int x = 0; x < 40; ++x) {
      const double wave = (y / kCell) % 7 - 3.0;
      const auto level =
          static_cast<std::uint8_t>(120 + wave * (x < kCell ? 2.8 : 3.0) + 9 * (x / kCell));
      p.fill({kField.x + x, kField.y + y, 1, 1}, {200, level, 0});
    }
  outline(p, grown(kField, 1), kBlack);
  check_field(peeled(p, grown(kField, 1)));
}

BOOST_AUTO_TEST_CASE(a_gray_field_without_frame_is_left_alone) {
  Picture p = filled(420, 300, kWhite);
  Table gray(256);
  for (int k = 0; k < 256; ++k) {
    const auto g = static_cast<std::uint8_t>(k);
    gray[static_cast<std::size_t>(k)] = {g, g, g};
  }
  const Picture field = paint(cosine_field(kField.width, kField.height, 2), gray);
  for (int y = 0; y < field.height; ++y)
    for (int x = 0; x < field.width; ++x) {
      const std::uint8_t* c = field.at(x, y);
      p.fill({kField.x + x, kField.y + y, 1, 1}, {c[0], c[1], c[2]});
    }
  const Frame frame = peeled(p, kField);
  BOOST_TEST(frame.inside.area() >= 0.97 * kField.area());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

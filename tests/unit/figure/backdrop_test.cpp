// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/backdrop.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <utility>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

std::optional<Backdrop> backdrop_of(const Picture& p) {
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  return find_backdrop(*raster, raster->bounds());
}

/// A disk that touches all borders of its picture.
Picture tight_disk(const Rgb8& paper) {
  constexpr int kSide = 200;
  Picture p = filled(kSide, kSide, paper);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const int dx = 2 * x + 1 - kSide, dy = 2 * y + 1 - kSide;
      if (dx * dx + dy * dy <= kSide * kSide)
        p.fill({x, y, 1, 1}, {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 99});
    }
  return p;
}

/// A plot whose frame is the border at the top and at both sides; labels below touch the border.
Picture tight_plot(const Rgb8& paper, const Rgb8& ink, int frame) {
  constexpr int kSide = 200, kAxis = 150;
  Picture p = filled(kSide, kSide, paper);
  p.fill({0, 0, kSide, kAxis}, ink);
  for (int y = frame; y < kAxis - frame; ++y)
    for (int x = frame; x < kSide - frame; ++x)
      p.fill({x, y, 1, 1}, {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 99});
  for (int x = 10; x < kSide; x += 60) p.fill({x, kSide - 8, 10, 8}, ink);
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backdrop)

BOOST_AUTO_TEST_CASE(paper_is_found_though_a_globe_touches_all_borders) {
  for (const Rgb8& paper : {Rgb8{255, 255, 255}, Rgb8{0, 0, 0}}) {
    const auto backdrop = backdrop_of(tight_disk(paper));
    BOOST_TEST_REQUIRE(backdrop.has_value());
    BOOST_TEST((backdrop->color == paper));
  }
}

BOOST_AUTO_TEST_CASE(paper_is_found_though_the_frame_is_the_border) {
  constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0};
  for (const auto& [paper, ink] : {std::pair{kWhite, kBlack}, std::pair{kBlack, kWhite}}) {
    const auto backdrop = backdrop_of(tight_plot(paper, ink, 2));
    BOOST_TEST_REQUIRE(backdrop.has_value());
    BOOST_TEST((backdrop->color == paper));
  }
  // Without a frame, the sides are the field's own, and the strip with the labels is paper.
  BOOST_TEST(backdrop_of(tight_plot(kWhite, kBlack, 0)).has_value());
}

/// Labels take up a third of one side, and touch the others.
BOOST_AUTO_TEST_CASE(paper_is_found_though_a_row_of_labels_is_the_border) {
  constexpr int kSide = 200;
  Picture p = filled(kSide, kSide, {255, 255, 255});
  p.fill({40, 40, 120, 120}, {90, 30, 160});
  for (int x = 10; x < 180; x += 45) p.fill({x, kSide - 8, 17, 8}, {0, 0, 0});
  for (const Rect& letter : {Rect{0, 50, 8, 12}, Rect{90, 0, 12, 8}, Rect{kSide - 8, 80, 8, 12}})
    p.fill(letter, {0, 0, 0});
  const auto backdrop = backdrop_of(p);
  BOOST_TEST_REQUIRE(backdrop.has_value());
  BOOST_TEST((backdrop->color == Rgb8{255, 255, 255}));
}

BOOST_AUTO_TEST_CASE(a_colored_border_that_things_touch_is_no_paper) {
  BOOST_TEST(!backdrop_of(tight_disk({30, 90, 200})).has_value());
}

/// sin x cos y without a frame: the left border is a line of one color.
Picture standing_wave(int width, int height, MapKind kind) {
  const auto map = map_of(kind);
  Picture p = filled(width, height, {0, 0, 0});
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double t = 0.5 + 0.5 * std::sin(12.0 * x / width) * std::cos(12.0 * y / width);
      const auto last = static_cast<double>(map.size() - 1);
      p.fill({x, y, 1, 1}, map[static_cast<std::size_t>(std::lround(last * t))]);
    }
  return p;
}

BOOST_AUTO_TEST_CASE(a_node_of_the_field_at_the_border_is_no_paper) {
  for (const MapKind kind : {MapKind::Sequential, MapKind::Diverging, MapKind::Rainbow})
    for (const auto& [width, height] :
         {std::pair{300, 200}, std::pair{600, 400}, std::pair{900, 300}})
      BOOST_TEST(!backdrop_of(standing_wave(width, height, kind)).has_value());
}

BOOST_AUTO_TEST_CASE(paper_beside_a_field_that_begins_pale_is_paper) {
  constexpr int kMargin = 20, kSide = 200;
  for (const int first : {7, 9, 14}) {  // levels from the paper's
    Picture p = filled(kSide, kSide, {255, 255, 255});
    for (int y = kMargin; y < kSide - kMargin; ++y)
      for (int x = kMargin; x < kSide - kMargin; ++x) {
        const int down = std::min(250, first + x - kMargin);
        const auto level = static_cast<std::uint8_t>(255 - down);
        p.fill({x, y, 1, 1}, {level, level, level});
      }
    const auto backdrop = backdrop_of(p);
    BOOST_TEST_REQUIRE(backdrop.has_value());
    BOOST_TEST(backdrop->all_margins());
  }
}

BOOST_AUTO_TEST_CASE(a_strip_beside_a_field_without_margin_is_paper) {
  constexpr int kSide = 200, kStrip = 40;
  for (const bool sharp : {true, false}) {
    Picture p = filled(kSide, kSide, {255, 255, 255});
    for (int y = 0; y < kSide; ++y) {
      // White data ends somewhere else in each row, paper at one column.
      const int end = sharp ? kStrip : kStrip + (y * 7) % 60;
      for (int x = end; x < kSide; ++x)
        p.fill({x, y, 1, 1}, {static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 99});
    }
    p.fill({0, 60, 15, 80}, {200, 30, 30});  // a bar at the picture's edge
    BOOST_TEST(backdrop_of(p).has_value() == sharp);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

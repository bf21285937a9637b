// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_chart.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSide = 240;
constexpr Rgb8 kPaper{255, 255, 255}, kBlue{70, 120, 170}, kOrange{245, 130, 20}, kRed{230, 80, 90};

bool bars(const Picture& p) {
  const MemorySource source = p.source();
  Context context;
  const auto found = shows_bars(source, p.whole(), kPaper, context);
  BOOST_TEST_REQUIRE(found.has_value());
  return *found;
}

Picture turned(const Picture& p) {
  Picture out = filled(p.height, p.width, kPaper);
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      out.fill({y, x, 1, 1}, {p.at(x, y)[0], p.at(x, y)[1], p.at(x, y)[2]});
  return out;
}

/// Groups of three bars that stand on the lower edge.
Picture chart() {
  Picture p = filled(kSide, kSide, kPaper);
  const std::vector<int> heights{60, 130, 200, 150, 40, 220, 90, 110, 30};
  for (int i = 0; i < 9; ++i) {
    const int h = heights[static_cast<std::size_t>(i)];
    p.fill({20 + 20 * i + 15 * (i / 3), kSide - h, 20, h},
           std::vector{kBlue, kOrange, kRed}[static_cast<std::size_t>(i % 3)]);
  }
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bar_chart)

BOOST_AUTO_TEST_CASE(bars_that_stand_hang_or_lie_are_bars) {
  BOOST_TEST(bars(chart()));
  BOOST_TEST(bars(turned(chart())));
}

BOOST_AUTO_TEST_CASE(bars_of_a_histogram_touch_each_other) {
  Picture colored = filled(kSide, kSide, kPaper), field = colored;
  const Table map = map_of(MapKind::Helix);
  for (int i = 0; i < 20; ++i) {
    const int h = 210 - 2 * (i - 10) * (i - 10);
    colored.fill({20 + 10 * i, kSide - h, 10, h}, map[static_cast<std::size_t>(12 * i)]);
    for (int y = kSide - h; y < kSide; ++y)
      field.fill({20 + 10 * i, y, 10, 1}, map[static_cast<std::size_t>(6 * i + y / 2)]);
  }
  BOOST_TEST(bars(colored));
  BOOST_TEST(!bars(field));
}

BOOST_AUTO_TEST_CASE(boxes_of_different_lengths_on_one_line_are_bars) {
  BOOST_TEST(stand_in_a_row({{20, 40, 30, 160}, {70, 90, 30, 110}, {120, 60, 30, 140}}));
  BOOST_TEST(stand_in_a_row({{20, 40, 160, 30}, {20, 90, 110, 30}, {20, 140, 140, 30}}));
  BOOST_TEST(!stand_in_a_row({{20, 40, 60, 160}, {90, 40, 60, 160}, {160, 40, 60, 160}}));
}

BOOST_AUTO_TEST_CASE(stacked_bars_with_a_legend_over_them_are_bars) {
  Picture p = chart();
  for (int i = 0; i < 9; ++i) p.fill({20 + 20 * i + 15 * (i / 3), kSide - 15, 20, 15}, kOrange);
  p.fill({5, 20, 10, 8}, kBlue);
  p.fill({5, 35, 10, 8}, kRed);
  BOOST_TEST(bars(p));
}

// A triangle of a matrix stands on a line as well, but without gaps; columns of a field with gaps
// between them are of one height; cells with gaps all around them do not stand on it.
BOOST_AUTO_TEST_CASE(matrices_and_columns_of_a_field_are_no_bars) {
  Picture triangle = filled(kSide, kSide, kPaper), columns = triangle, cells = triangle;
  for (int i = 0; i < 12; ++i) {
    const Table map = map_of(MapKind::Sequential);
    const Rgb8 color = map[static_cast<std::size_t>(20 * i)];
    for (int k = i; k < 12; ++k)
      triangle.fill({20 * i, 20 * k, 20, 20}, map[static_cast<std::size_t>(90 * i + 70 * k) % 256]);
    columns.fill({20 * i, 0, 16, kSide}, color);
    for (int k = 0; k <= i; ++k) cells.fill({20 * i, kSide - 20 * (k + 1), 17, 17}, color);
  }
  BOOST_TEST(!bars(triangle));
  BOOST_TEST(!bars(columns));
  BOOST_TEST(!bars(cells));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

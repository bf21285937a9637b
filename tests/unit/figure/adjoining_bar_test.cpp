// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/adjoining_bar.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>

#include "core/figure/figure_layout.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0};
constexpr int kWidth = 260, kHeight = 200, kThick = 16;
const Rect kPlot{50, 40, kWidth, kHeight};

void put(Picture& p, const Rect& rect, const Field& field, const Table& map) {
  p.fill({rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2}, kBlack);
  const Picture inside = paint(field, map);
  for (int y = 0; y < rect.height; ++y)
    std::copy_n(inside.at(0, y), 3 * rect.width, p.at(rect.x, rect.y + y));
}

/// A field that is `value(y / height)` all along its rows.
template <class F>
Field rows(int width, int height, F&& value) {
  Field f{width, height, std::vector<double>(static_cast<std::size_t>(width) * height)};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) f.at(x, y) = value((y + 0.5) / height);
  return f;
}

double upward(double y) { return 1 - y; }
double up_and_down(double y) { return 0.5 + 0.45 * std::cos(12 * y); }

/// A plot, and right of it, `gap` pixels away (1: they share a line), rows of one value.
template <class F>
Picture beside(int gap, F&& value) {
  Picture p = filled(400, 300, kWhite);
  const Table map = map_of(MapKind::Helix);
  put(p, kPlot, noise_field(kWidth, kHeight, 3), map);
  put(p, {kPlot.right() + gap, kPlot.y, kThick, kHeight}, rows(kThick, kHeight, value), map);
  return p;
}

FigureLayout layout_of(const Picture& p) {
  FigureOptions options;
  options.read_ticks = false;
  Context context;
  auto found = analyze_layout(p.source(), options, context);
  BOOST_REQUIRE(found);
  return *found;
}

/// The helix ends in black, as the outline is.
void check_near(const Rect& found, const Rect& truth) {
  for (int Rect::*side : {&Rect::x, &Rect::y, &Rect::width, &Rect::height})
    BOOST_TEST(std::abs(found.*side - truth.*side) <= 1,
               found.*side << " instead of " << truth.*side);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adjoining_bar)

BOOST_AUTO_TEST_CASE(a_bar_that_shares_a_line_with_its_plot_is_told_from_it) {
  const FigureLayout layout = layout_of(beside(1, upward));
  check_near(layout.plot_area, kPlot);
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
  check_near(layout.colorbar->rect, {kPlot.right() + 1, kPlot.y, kThick, kHeight});
}

BOOST_AUTO_TEST_CASE(a_bar_below_that_shares_a_line_is_found_too) {
  Picture p = filled(400, 300, kWhite);
  const Table map = map_of(MapKind::Helix);
  put(p, kPlot, noise_field(kWidth, kHeight, 3), map);
  const Rect bar{kPlot.x, kPlot.bottom() + 1, kWidth, kThick};
  put(p, bar, ramp(kWidth, kThick), map);
  const FigureLayout layout = layout_of(p);
  check_near(layout.plot_area, kPlot);
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
  BOOST_TEST(!layout.colorbar->vertical);
  check_near(layout.colorbar->rect, bar);
}

BOOST_AUTO_TEST_CASE(lines_that_bridge_the_gap_join_nothing) {
  constexpr int kGap = 6;
  Picture p = beside(kGap, upward);
  for (const int y : {kPlot.y - 1, kPlot.bottom()}) p.fill({kPlot.right(), y, kGap, 1}, kBlack);
  const FigureLayout layout = layout_of(p);
  check_near(layout.plot_area, kPlot);
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
}

BOOST_AUTO_TEST_CASE(a_profile_beside_the_plot_is_no_bar) {
  BOOST_TEST(!layout_of(beside(1, up_and_down)).colorbar.has_value());
}

/// Cells with black lines between them: the last column has all that a bar has, as the others do.
BOOST_AUTO_TEST_CASE(the_last_column_of_a_matrix_is_no_bar) {
  constexpr int kCell = 20;
  Picture p = filled(400, 300, kWhite);
  const Table map = map_of(MapKind::Helix);
  for (int column = 0; column < 8; ++column)
    put(p, {50 + column * (kCell + 1), 40, kCell, kHeight},
        rows(kCell, kHeight, [column](double y) { return 0.05 * column + 0.6 * y; }), map);
  BOOST_TEST(!layout_of(p).colorbar.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

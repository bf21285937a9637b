// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/cell_grid.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using unweave::Rect;

constexpr int kWidth = 400, kHeight = 300;

struct Mask {
  std::vector<std::uint8_t> on = std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight);

  void fill(const Rect& r) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x) on[static_cast<std::size_t>(y) * kWidth + x] = 1;
  }
  void cells(int x0, int y0, int columns, int rows, int size, int gap) {
    for (int j = 0; j < rows; ++j)
      for (int i = 0; i < columns; ++i)
        fill({x0 + i * (size + gap), y0 + j * (size + gap), size, size});
  }
  std::vector<Rect> grids() const {
    return find_cell_grids(unweave::label_components(on, kWidth, {0, 0, kWidth, kHeight}));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cell_grid)

BOOST_AUTO_TEST_CASE(cells_with_gaps_are_one_grid) {
  for (const int gap : {1, 2, 5}) {
    Mask mask;
    mask.cells(40, 30, 8, 6, 20, gap);
    mask.fill({300, 30, 12, 150});                                    // a color bar
    for (int k = 0; k < 30; ++k) mask.fill({40 + 8 * k, 250, 5, 8});  // letters
    const auto grids = mask.grids();
    BOOST_REQUIRE_MESSAGE(grids.size() == 1u, "gap " << gap);
    BOOST_TEST((grids[0] == Rect{40, 30, 8 * 20 + 7 * gap, 6 * 20 + 5 * gap}), "gap " << gap);
  }
}

BOOST_AUTO_TEST_CASE(the_half_of_a_matrix_below_its_diagonal_is_a_grid) {
  Mask mask;
  for (int j = 0; j < 10; ++j) mask.cells(40, 30 + 22 * j, j + 1, 1, 20, 2);
  const auto grids = mask.grids();
  BOOST_TEST_REQUIRE(grids.size() == 1U);
  BOOST_TEST((grids[0] == Rect{40, 30, 10 * 20 + 9 * 2, 10 * 20 + 9 * 2}));
}

BOOST_AUTO_TEST_CASE(two_matrices_are_two_grids) {
  Mask mask;
  mask.cells(20, 30, 6, 6, 20, 1);
  mask.cells(220, 30, 6, 6, 20, 1);
  BOOST_TEST(mask.grids().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_few_cells_may_be_missing) {
  Mask mask;
  mask.cells(40, 30, 8, 6, 20, 2);
  for (int y = 52; y < 72; ++y)
    for (int x = 62; x < 82; ++x) mask.on[static_cast<std::size_t>(y) * kWidth + x] = 0;
  BOOST_REQUIRE(mask.grids().size() == 1u);
  BOOST_TEST((mask.grids()[0] == Rect{40, 30, 174, 130}));
}

// Where the line is drawn: each number of the search, from both sides.
BOOST_AUTO_TEST_CASE(twelve_cells_are_a_grid_and_nine_are_none) {
  Mask nine, twelve;
  nine.cells(40, 30, 3, 3, 20, 2);
  twelve.cells(40, 30, 4, 3, 20, 2);
  BOOST_TEST(nine.grids().empty());
  BOOST_TEST(twelve.grids().size() == 1u);
}

BOOST_AUTO_TEST_CASE(cells_of_five_pixels_count_and_smaller_ones_do_not) {
  for (const int size : {3, 4, 5, 6}) {
    Mask mask;
    mask.cells(40, 30, 8, 6, size, 1);
    BOOST_TEST(mask.grids().size() == (size >= 5 ? 1u : 0u), "cells of " << size);
  }
}

BOOST_AUTO_TEST_CASE(gaps_are_narrower_than_a_third_of_a_cell) {
  for (const int gap : {5, 7, 9, 12}) {  // beside cells of 20: up to 0.3 of it and a pixel
    Mask mask;
    mask.cells(20, 30, 8, 6, 20, gap);
    BOOST_TEST(mask.grids().size() == (gap <= 7 ? 1u : 0u), "gaps of " << gap);
  }
}

BOOST_AUTO_TEST_CASE(cells_may_differ_by_two_pixels) {
  for (const int more : {2, 4}) {
    Mask mask;
    for (int j = 0; j < 6; ++j)
      for (int i = 0; i < 8; ++i)
        mask.fill({20 + 27 * i, 30 + 27 * j, 20 + (i % 2 ? more : 0), 20});
    BOOST_TEST(mask.grids().size() == (more <= 2 ? 1u : 0u), more << " pixels wider");
  }
}

BOOST_AUTO_TEST_CASE(cells_with_numbers_in_the_backdrops_color_count_while_half_of_each_is_left) {
  for (const int hole : {12, 16}) {  // of 20 x 20: 36 %, 64 %
    Mask mask;
    mask.cells(40, 30, 8, 6, 20, 2);
    for (int j = 0; j < 6; ++j)
      for (int i = 0; i < 8; ++i)
        for (int y = 2; y < 2 + hole; ++y)
          for (int x = 2; x < 2 + hole; ++x)
            mask.on[static_cast<std::size_t>(30 + 22 * j + y) * kWidth + 40 + 22 * i + x] = 0;
    BOOST_TEST(mask.grids().size() == (hole == 12 ? 1u : 0u), "holes of " << hole);
  }
}

BOOST_AUTO_TEST_CASE(a_band_along_the_diagonal_fills_too_little) {
  for (const int wide : {1, 6}) {  // cells on each side of the diagonal, of 12
    Mask mask;
    for (int j = 0; j < 12; ++j)
      for (int i = 0; i < 12; ++i)
        if (std::abs(i - j) <= wide) mask.fill({40 + 20 * i, 30 + 20 * j, 18, 18});
    BOOST_TEST(mask.grids().size() == (wide == 1 ? 0u : 1u), wide << " beside the diagonal");
  }
}

BOOST_AUTO_TEST_CASE(scattered_markers_bars_and_text_are_no_grid) {
  Mask markers;
  for (int k = 0; k < 60; ++k) markers.fill({(k * 97) % 380, (k * 61) % 280, 9, 9});
  BOOST_TEST(markers.grids().empty());
  Mask bars;
  for (int k = 0; k < 9; ++k) bars.fill({20 + 40 * k, 250 - 20 * k, 30, 30 + 20 * k});
  BOOST_TEST(bars.grids().empty());
  Mask text;  // lines of letters, farther apart than a grid's cells
  for (int j = 0; j < 10; ++j)
    for (int i = 0; i < 40; ++i) text.fill({10 + 9 * i, 20 + 26 * j, 6, 10});
  BOOST_TEST(text.grids().empty());
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/not_loaded.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/excluding_source.hpp"

namespace unweave {

namespace {

constexpr int kWidth = 40, kHeight = 60;

/// Different colors everywhere, and gray from row `end` on; of `rows` rows above, from `columns`
/// on.
struct Cut {
  Cut(int end, int rows, int columns) : gray(std::size_t{kWidth} * kHeight) {
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x) {
        const bool filled = y >= end || (y >= end - rows && x >= columns);
        gray[static_cast<std::size_t>(y) * kWidth + x] =
            static_cast<std::uint8_t>(filled ? 128 : (3 * x + 7 * y) % 100);
      }
  }
  MemorySource source() const { return {{kWidth, kHeight, SampleType::U8, 1}, gray.data()}; }
  bool is_left_out(int x, int y) const {
    const MemorySource whole = source();
    const ExcludingSource part(whole, not_loaded(whole));
    std::uint8_t selected = 255;
    part.read_selection({x, y, 1, 1}, &selected);
    return selected == 0;
  }
  std::vector<std::uint8_t> gray;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(not_loaded_rows)

// Each pixel of the fill is left out, and of the rest no more than the two beside it in a row of
// blocks (their chroma is interpolated).
BOOST_AUTO_TEST_CASE(the_fill_is_left_out_and_nothing_else) {
  for (const auto& [end, rows, columns] :
       std::vector<std::array<int, 3>>{{40, 0, 0}, {40, 8, 24}, {33, 16, 8}, {1, 0, 0}}) {
    const Cut cut(end, rows, columns);
    BOOST_TEST_INFO_SCOPE("from row " << end << ", " << rows << " rows from column " << columns);
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x) {
        const bool in_blocks = y < end && y >= end - rows;
        if (in_blocks && x < columns && x >= columns - 2) continue;
        BOOST_TEST(cut.is_left_out(x, y) == (y >= end || (in_blocks && x >= columns)));
      }
  }
}

BOOST_AUTO_TEST_CASE(a_picture_with_data_to_its_end_is_left_as_it_is) {
  BOOST_TEST(not_loaded(Cut(kHeight, 0, 0).source()).empty());
}

BOOST_AUTO_TEST_CASE(of_one_color_nothing_is_known) {
  BOOST_TEST(not_loaded(Cut(0, 0, 0).source()).empty());
}

// A margin on the right of a figure is no part of the blocks that are missing: it goes on farther
// up than blocks are tall.
BOOST_AUTO_TEST_CASE(no_more_than_a_row_of_blocks_is_left_out_above) {
  const Cut cut(40, 40, 30);
  BOOST_TEST(cut.is_left_out(35, 30));
  BOOST_TEST(!cut.is_left_out(35, 20));
}

BOOST_AUTO_TEST_CASE(an_empty_picture_has_no_fill) {
  const std::uint8_t nothing = 0;
  BOOST_TEST(not_loaded(MemorySource({0, 0, SampleType::U8, 1}, &nothing)).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

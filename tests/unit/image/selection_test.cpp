// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/selection.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <vector>

namespace unweave {

namespace {

constexpr int kWidth = 37, kHeight = 150;

MemorySource source_with(const std::vector<std::uint8_t>& pixels,
                         const std::vector<std::uint8_t>& selection) {
  return {{kWidth, kHeight, SampleType::U8, 1}, pixels.data(), selection.data()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(selection)

// The oracle looks at every pixel.
BOOST_AUTO_TEST_CASE(bounds_hold_all_that_is_selected_and_no_more) {
  const std::vector<std::uint8_t> pixels(kWidth * kHeight, 7);
  std::mt19937 random(4);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<std::uint8_t> selection(kWidth * kHeight, 0);
    const int count = 1 + static_cast<int>(random() % 4);
    int left = kWidth, top = kHeight, right = 0, bottom = 0;
    for (int k = 0; k < count; ++k) {
      const int x = static_cast<int>(random() % kWidth), y = static_cast<int>(random() % kHeight);
      selection[static_cast<std::size_t>(y) * kWidth + x] = 1;
      left = std::min(left, x);
      top = std::min(top, y);
      right = std::max(right, x + 1);
      bottom = std::max(bottom, y + 1);
    }
    const auto bounds = selection_bounds(source_with(pixels, selection));
    BOOST_TEST_REQUIRE(bounds.has_value());
    BOOST_TEST((*bounds == Rect{left, top, right - left, bottom - top}));
  }
}

BOOST_AUTO_TEST_CASE(nothing_selected_has_no_bounds_and_no_selection_those_of_the_picture) {
  const std::vector<std::uint8_t> pixels(kWidth * kHeight, 7), none(kWidth * kHeight, 0);
  const MemorySource selected = source_with(pixels, none);
  BOOST_TEST(!selection_bounds(selected).has_value());
  const MemorySource whole({kWidth, kHeight, SampleType::U8, 1}, pixels.data());
  BOOST_TEST(!whole.has_selection());
  BOOST_TEST((selection_bounds(whole) == Rect{0, 0, kWidth, kHeight}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyphs.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

/// The words of boxes that are inked on white paper; a column of letters elsewhere tells how tall
/// letters are.
std::vector<Word> words_of(const std::vector<Rect>& ink) {
  Picture p = filled(200, 120, {255, 255, 255});
  for (const Rect& r : ink) p.fill(r, {0, 0, 0});
  for (int k = 0; k < 5; ++k) p.fill({180, 5 + 20 * k, 6, 12}, {0, 0, 0});
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  std::vector<Word> words = find_words(ink_map(*raster, raster->bounds(), {}), 0.5);
  std::erase_if(words, [](const Word& w) { return w.box.x >= 170; });
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(glyphs)

BOOST_AUTO_TEST_CASE(an_exponent_may_be_nearly_as_tall_as_the_digits) {
  // "10" and a raised digit of nine tenths of their height
  const auto words = words_of({{20, 30, 4, 12}, {28, 30, 7, 12}, {38, 24, 6, 11}});
  BOOST_TEST_REQUIRE(words.size() == 1U);
  const WordShape shape = shape_of(words[0]);
  BOOST_TEST(shape.base.size() == 2U);
  BOOST_TEST(shape.raised.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_plus_sign_is_no_dash_and_no_letter) {
  const auto words = words_of({{20, 33, 2, 8}, {17, 36, 8, 2}, {27, 30, 4, 12}, {33, 30, 7, 12}});
  BOOST_TEST_REQUIRE(words.size() == 1U);
  const WordShape shape = shape_of(words[0]);
  BOOST_TEST(shape.plus);
  BOOST_TEST(!shape.minus);
  BOOST_TEST(shape.base.size() == 2U);
}

BOOST_AUTO_TEST_CASE(pieces_of_a_letter_that_came_apart_are_one_letter) {
  // The second letter in three pieces above each other
  const auto words =
      words_of({{20, 30, 7, 12}, {30, 30, 7, 3}, {30, 34, 6, 3}, {31, 38, 6, 4}, {40, 30, 7, 12}});
  BOOST_TEST_REQUIRE(words.size() == 1U);
  BOOST_TEST(words[0].glyphs.size() == 3U);
}

BOOST_AUTO_TEST_CASE(points_and_dashes_stay_apart) {
  // "-1.5"
  const auto words = words_of({{12, 35, 6, 2}, {20, 30, 4, 12}, {27, 40, 2, 2}, {32, 30, 7, 12}});
  BOOST_TEST_REQUIRE(words.size() == 1U);
  const WordShape shape = shape_of(words[0]);
  BOOST_TEST(shape.minus);
  BOOST_TEST(shape.base.size() == 2U);
  BOOST_TEST_REQUIRE(shape.points.size() == 1U);
  BOOST_TEST(shape.points[0] == 1);
}

BOOST_AUTO_TEST_CASE(commas_reach_below_the_base_line) {
  // "1,5" and "1.5"
  for (const int height : {2, 4}) {
    const auto words = words_of({{20, 30, 4, 12}, {27, 40, 2, height}, {32, 30, 7, 12}});
    BOOST_TEST_REQUIRE(words.size() == 1U);
    BOOST_TEST(shape_of(words[0]).commas == (height > 2 ? 1 : 0));
  }
}

BOOST_AUTO_TEST_CASE(a_sign_between_letters_is_no_exponent) {
  // "8*10" and a raised digit
  const auto words =
      words_of({{10, 30, 7, 12}, {19, 30, 5, 5}, {26, 30, 4, 12}, {33, 30, 7, 12}, {42, 24, 5, 8}});
  BOOST_TEST_REQUIRE(words.size() == 1U);
  const WordShape shape = shape_of(words[0]);
  BOOST_TEST(shape.times);
  BOOST_TEST(shape.base.size() == 3U);
  BOOST_TEST(shape.raised.size() == 1U);
}

BOOST_AUTO_TEST_CASE(text_over_a_field_stands_out_from_it) {
  // A ramp over the whole range of gray, so that no color is that of a paper
  Picture p = filled(250, 60, {0, 0, 0});
  for (int x = 0; x < 250; ++x) {
    const auto v = static_cast<std::uint8_t>(60 + 3 * x / 4);
    p.fill({x, 0, 1, 60}, {v, v, v});
  }
  for (const int x : {40, 120, 200}) p.fill({x, 20, 4, 12}, {0, 0, 0});
  Context context;
  const MemorySource source = p.source();
  const auto raster = read_raster(source, p.whole(), 1 << 20, context);
  const auto words = find_words(ink_map(*raster, raster->bounds(), {}), 0.5);
  BOOST_TEST(words.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

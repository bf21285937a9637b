// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/page_words.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/scripted_reader.hpp"

namespace unweave {

namespace {

constexpr int kDigit = 12;  // pixels of a digit's height, at a font's size of 16

/// Ink on an empty page, with letters that the file has.
struct Page {
  InkMap ink;
  Page() {
    ink.area = {0, 0, 200, 80};
    ink.paper = {255, 255, 255};
    ink.threshold = 60;
    ink.dark.assign(static_cast<std::size_t>(ink.area.area()), 0);
  }
  void draw(const Rect& r) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x)
        ink.dark[static_cast<std::size_t>(y) * ink.area.width + x] = 255;
  }
  /// Letters of 7 pixels, 3 apart, that stand on the base line; a font's height is 1.2 sizes.
  void write(const std::vector<std::string>& letters, int x, int base, double scale = 1,
             Writing writing = Writing::Right) {
    for (const std::string& letter : letters) {
      const int height = static_cast<int>(kDigit * scale);
      draw({x, base - height, 7, height});
      name(letter, x, base, scale, writing);
      x += 10;
    }
  }
  void name(const std::string& letter, int x, int base, double scale = 1,
            Writing writing = Writing::Right) {
    ink.letters.push_back({letter, x - 1.5, base - 15 * scale, 10, 19 * scale, writing});
  }
  Word word() const {
    const auto words = find_words(ink, 0.5);
    BOOST_TEST_REQUIRE(words.size() == 1u);
    return words[0];
  }
  std::string text() const {
    const auto said = page_word(ink, word());
    BOOST_TEST_REQUIRE(said.has_value());
    return said->text;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(page_words)

BOOST_AUTO_TEST_CASE(what_the_file_says_is_sure) {
  Page page;
  page.write({"2", "0", "7"}, 20, 40);
  const auto said = page_word(page.ink, page.word());
  BOOST_TEST_REQUIRE(said.has_value());
  BOOST_TEST(said->text == "207");
  BOOST_TEST(said->confidence == 1.0);
  BOOST_TEST(said->matches);
}

BOOST_AUTO_TEST_CASE(an_exponent_stays_one) {
  Page page;
  page.write({"1", "0"}, 20, 40);
  page.write({"\u2212", "7"}, 40, 33, 0.7);
  BOOST_TEST(page.text() == "10^-7");
}

BOOST_AUTO_TEST_CASE(raised_digits_of_unicode_are_exponents) {
  Page page;
  page.write({"1", "0", "\u207b", "\u2077"}, 20, 40);
  BOOST_TEST(page.text() == "10^-7");
}

/// matplotlib's fonts of Type 3 draw the minus sign, and do not write it.
BOOST_AUTO_TEST_CASE(a_minus_that_is_only_drawn_counts) {
  Page plain;
  plain.draw({10, 33, 7, 2});
  plain.write({"0", "5"}, 20, 40);
  BOOST_TEST(plain.text() == "-05");

  Page raised;
  raised.write({"1", "0"}, 20, 40);
  raised.draw({40, 28, 6, 2});
  raised.write({"7"}, 48, 33, 0.7);
  BOOST_TEST(raised.text() == "10^-7");
}

BOOST_AUTO_TEST_CASE(a_minus_that_was_taken_for_a_tick_mark_counts) {
  Page page;
  page.write({"5"}, 20, 40);
  page.name("-", 10, 40);
  BOOST_TEST(page.text() == "-5");
}

BOOST_AUTO_TEST_CASE(ink_that_is_not_written_has_to_be_read) {
  Page page;
  page.draw({10, 28, 7, kDigit});
  page.write({"0", "5"}, 20, 40);
  BOOST_TEST(!page_word(page.ink, page.word()));
}

BOOST_AUTO_TEST_CASE(what_is_read_may_not_contradict_the_file) {
  Page page;
  page.draw({10, 28, 7, kDigit});
  page.write({"0", "5"}, 20, 40);
  BOOST_TEST(contradicts_page(page.ink, page.word().box, "705"));
  BOOST_TEST(!contradicts_page(page.ink, page.word().box, "05"));
  // ScriptedReader reads a digit from each box of ink.
  const ReadWord read =
      read_word(testing::ScriptedReader(), page.ink, page.word(), Alphabet::Numbers);
  BOOST_TEST(read.text.empty());
}

BOOST_AUTO_TEST_CASE(letters_that_cannot_be_seen_do_not_count) {
  Page page;
  page.write({"1", "2"}, 40, 40);
  page.name("9", 20, 40);
  BOOST_TEST(page.text() == "12");
}

BOOST_AUTO_TEST_CASE(letters_upon_each_other_say_nothing) {
  Page page;
  page.write({"1", "2"}, 20, 40);
  page.name("3", 25, 40);
  const auto said = page_word(page.ink, page.word());
  BOOST_TEST_REQUIRE(said.has_value());
  BOOST_TEST(said->text.empty());
}

BOOST_AUTO_TEST_CASE(text_that_runs_upward_is_read_turned_only) {
  Page page;
  for (int i = 0; i < 3; ++i) {
    page.draw({40, 50 - 10 * i, kDigit, 7});
    page.ink.letters.push_back(
        {std::string(1, static_cast<char>('1' + i)), 37, 48.5 - 10 * i, 19, 10, Writing::Up});
  }
  for (const Word& word : find_words(page.ink, 0.5)) {
    const auto said = page_word(page.ink, word);
    BOOST_TEST_REQUIRE(said.has_value());
    BOOST_TEST(said->text.empty());
  }
  const InkMap upright = turned(page.ink, true);
  const auto lines = text_lines(upright, 1.2);
  BOOST_TEST_REQUIRE(lines.size() == 1u);
  const auto line = page_line(upright, lines[0]);
  BOOST_TEST_REQUIRE(line.has_value());
  BOOST_TEST(line->text == "123");
}

BOOST_AUTO_TEST_CASE(a_line_keeps_its_spaces_and_exponents) {
  Page page;
  page.write({"W", "/", "m"}, 20, 40);
  page.write({"2"}, 50, 33, 0.7);
  page.write({"a", "b"}, 66, 40);
  const auto lines = text_lines(page.ink, 1.2);
  BOOST_TEST_REQUIRE(lines.size() == 1u);
  BOOST_TEST(page_line(page.ink, lines[0])->text == "W/m^2 ab");
}

BOOST_AUTO_TEST_CASE(letters_come_into_a_part_of_the_picture) {
  auto text = std::make_shared<PageText>();
  text->letters.push_back({"x", 110, 60, 10, 20, Writing::Right});
  const auto reader = make_page_reader(text, std::make_shared<const testing::ScriptedReader>());
  Raster raster;
  raster.origin = {100, 50, 40, 40};
  raster.step = 2;
  const auto inside = text_in(*reader, raster);
  BOOST_TEST_REQUIRE(inside != nullptr);
  BOOST_TEST(inside->letters[0].x == 5.0);
  BOOST_TEST(inside->letters[0].y == 5.0);
  BOOST_TEST(inside->letters[0].height == 10.0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

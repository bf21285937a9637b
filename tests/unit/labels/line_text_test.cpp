// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/line_text.hpp"

#include <boost/test/unit_test.hpp>
#include <deque>
#include <string>
#include <vector>

namespace unweave {

namespace {

constexpr int kHeight = 20;  // of a letter

/// Answers what it is told to, in turn, and keeps what it was shown.
class ToldReader final : public TextReader {
 public:
  explicit ToldReader(std::deque<Reading> answers) : answers_(std::move(answers)) {}
  bool ready() const override { return true; }
  Reading read(const TextImage& image, const std::string& characters) const override {
    shown.push_back(image);
    asked.push_back(characters);
    if (answers_.empty()) return {};
    Reading out = answers_.front();
    answers_.pop_front();
    return out;
  }
  mutable std::vector<TextImage> shown;
  mutable std::vector<std::string> asked;

 private:
  mutable std::deque<Reading> answers_;
};

/// Ink on an empty page.
struct Page {
  InkMap ink;
  Page(int width, int height) {
    ink.area = {0, 0, width, height};
    ink.paper = {255, 255, 255};
    ink.threshold = 60;
    ink.dark.assign(static_cast<std::size_t>(width) * height, 0);
  }
  void draw(const Rect& r) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x)
        ink.dark[static_cast<std::size_t>(y) * ink.area.width + x] = 255;
  }
  /// Letters of 8 pixels, 4 apart, on the base line y + kHeight.
  void letters(int x, int y, int count) {
    for (int i = 0; i < count; ++i) draw({x + 12 * i, y, 8, kHeight});
  }
};

/// "xxx", then a raised dash and digit.
Page with_exponent() {
  Page page(200, 60);
  page.letters(20, 20, 3);
  page.draw({56, 22, 8, 2});
  page.draw({68, 14, 8, 13});
  return page;
}

TextLine only_line(const InkMap& ink) {
  const auto lines = text_lines(ink, 1.2);
  BOOST_TEST_REQUIRE(lines.size() == 1u);
  return lines[0];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(line_text)

BOOST_AUTO_TEST_CASE(letters_that_stand_near_are_one_line) {
  Page page(400, 120);
  page.letters(10, 10, 5);
  page.letters(90, 10, 4);  // a blank of 20 pixels
  page.letters(250, 10, 3);
  page.letters(10, 70, 4);
  const auto lines = text_lines(page.ink, 1.2);
  BOOST_TEST_REQUIRE(lines.size() == 3u);
  BOOST_TEST((lines[0].box == Rect{10, 10, 124, kHeight}));
  BOOST_TEST(lines[0].glyphs.size() == 9u);
  BOOST_TEST(lines[0].height == kHeight);
  BOOST_TEST(lines[1].glyphs.size() == 3u);
  BOOST_TEST(lines[2].glyphs.size() == 4u);
}

// What is raised behind a small letter shares no row with it.
BOOST_AUTO_TEST_CASE(a_raised_end_belongs_to_its_line) {
  Page page(200, 60);
  page.letters(20, 20, 2);
  page.draw({44, 30, 8, 10});  // a small letter
  page.draw({55, 15, 6, 12});
  const TextLine line = only_line(page.ink);
  BOOST_TEST(line.glyphs.size() == 4u);
  BOOST_TEST(line.box.y == 15);
}

// The sign of an exponent far from its letter is no word of its own, yet the digits' sign.
BOOST_AUTO_TEST_CASE(a_dash_before_a_raised_digit_is_its_sign) {
  Page page(200, 60);
  page.letters(20, 20, 3);
  page.draw({58, 18, 16, 2});
  page.draw({79, 12, 8, 13});
  const TextLine line = only_line(page.ink);
  const ToldReader reader({{"-1-1-1", 0.9}, {"m s-1", 0.9}});
  read_line(reader, page.ink, line);
  BOOST_TEST_REQUIRE(reader.shown.size() == 2u);
  // Three times the dash and the digit, not the digit alone.
  BOOST_TEST(reader.shown[0].width > 3 * 29 * 32 / 13);
}

BOOST_AUTO_TEST_CASE(a_line_without_exponents_is_read_once) {
  Page page(200, 60);
  page.letters(20, 20, 4);
  const ToldReader reader({{"text", 0.9}});
  BOOST_TEST(read_line(reader, page.ink, only_line(page.ink)).text == "text");
  BOOST_TEST(reader.asked.size() == 1u);
  BOOST_TEST(reader.asked[0].empty());
}

// A blank between words is shown clearly wider than it is.
BOOST_AUTO_TEST_CASE(blanks_are_widened_for_the_reader) {
  Page page(300, 60);
  page.letters(20, 20, 3);
  page.letters(66, 20, 3);  // 14 pixels
  const ToldReader reader({{"a b", 0.9}});
  const TextLine line = only_line(page.ink);
  read_line(reader, page.ink, line);
  const ToldReader as_it_is({{"a b", 0.9}});
  as_it_is.read(text_image(page.ink, line.box, line.height), {});
  const double scale = 32.0 / kHeight;
  BOOST_TEST(reader.shown[0].width > as_it_is.shown[0].width);
  BOOST_TEST(reader.shown[0].width <= as_it_is.shown[0].width + 0.5 * kHeight * scale + 8);
}

BOOST_AUTO_TEST_CASE(exponents_are_marked_where_both_readings_agree) {
  const Page page = with_exponent();
  const ToldReader reader({{"-1-1-1", 0.5}, {"m s-1", 0.6, {0.9, 0.3}}});
  const Reading reading = read_line(reader, page.ink, only_line(page.ink));
  BOOST_TEST(reading.text == "m s^-1");
  BOOST_TEST(reading.confidence == 0.9, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(reader.asked[0] == "0123456789-");
}

BOOST_AUTO_TEST_CASE(dashes_and_tens_before_exponents_are_mended) {
  for (const auto& [read, text] :
       std::vector<std::pair<std::string, std::string>>{{"m s~1", "m s^-1"},
                                                        {"m s--1", "m s^-1"},
                                                        {"m s\u22121", "m s^-1"},
                                                        {"m s -1", "m s^-1"},
                                                        {"[LO-1 s]", "[10^-1 s]"},
                                                        {"IO-1", "10^-1"},
                                                        {"10-1", "10^-1"}}) {
    const Page page = with_exponent();
    const ToldReader reader({{"-1-1-1", 0.9}, {read, 0.9}});
    BOOST_TEST(read_line(reader, page.ink, only_line(page.ink)).text == text, read);
  }
}

BOOST_AUTO_TEST_CASE(exponents_that_are_not_in_the_text_make_it_doubtful) {
  for (const char* digits : {"-7-7-7", "-1-1-2", ""}) {
    const Page page = with_exponent();
    const ToldReader reader({{digits, 0.9}, {"m s-1", 0.9}});
    const Reading reading = read_line(reader, page.ink, only_line(page.ink));
    BOOST_TEST(reading.confidence < 0.5, digits);
  }
}

// "30oW": what a small ring was taken for.
BOOST_AUTO_TEST_CASE(degree_signs_come_back) {
  Page page(200, 60);
  page.letters(20, 20, 2);
  page.draw({44, 20, 8, 8});
  page.letters(57, 20, 1);
  for (const char* read : {"300W", "30oW", "30@W", "30\u00BAW", "30\u00B0W", "30W"}) {
    // A ring is a zero, if it is a digit.
    const ToldReader reader({{"000", 0.9}, {read, 0.9}});
    const Reading reading = read_line(reader, page.ink, only_line(page.ink));
    BOOST_TEST(reading.text == "30\u00B0W", read);
    BOOST_TEST(reading.confidence == 0.9);
  }
  const ToldReader reader({{"", 0}, {"something", 0.9}});
  BOOST_TEST(read_line(reader, page.ink, only_line(page.ink)).confidence < 0.5);
}

// A mu is open at the top and reaches below the base line; "p" is closed, "u" stands on it.
BOOST_AUTO_TEST_CASE(mu_is_told_by_its_shape) {
  for (const auto& [open, below] : {std::pair{true, true}, {false, true}, {true, false}}) {
    Page page(200, 60);
    page.letters(20, 20, 3);
    const int tall = below ? 20 : 14;
    page.draw({70, 26, 3, tall});
    page.draw({79, 26, 3, 14});
    page.draw({70, 37, 12, 3});
    if (!open) page.draw({70, 26, 12, 3});
    page.letters(86, 20, 1);
    for (const char* read : {"in pm", "in um", "in ym"}) {
      const ToldReader reader({{read, 0.9}});
      const Reading reading = read_line(reader, page.ink, only_line(page.ink));
      BOOST_TEST(reading.text == (open && below ? "in \u00B5m" : read));
      // What stands there has no tail: it is no "p".
      BOOST_TEST((reading.confidence < 0.5) == (!below && read[3] == 'p'));
    }
  }
}

// The raised part is shown on the base line, as tall as the letters.
BOOST_AUTO_TEST_CASE(exponents_are_shown_large) {
  const Page page = with_exponent();
  const ToldReader reader({{"-1-1-1", 0.9}, {"m s-1", 0.9}});
  read_line(reader, page.ink, only_line(page.ink));
  const TextImage& shown = reader.shown[1];
  // The last letter reaches as far down as the first.
  const auto lowest = [&shown](int from, int to) {
    for (int y = shown.height - 1; y >= 0; --y)
      for (int x = from; x < to; ++x)
        if (shown.gray[static_cast<std::size_t>(y) * shown.width + x] < 128) return y;
    return -1;
  };
  const int first = lowest(0, shown.width / 4), last = lowest(shown.width * 4 / 5, shown.width);
  BOOST_TEST(std::abs(first - last) <= 2);
}

BOOST_AUTO_TEST_CASE(turned_ink_stands_where_it_should) {
  Page page(7, 5);
  page.draw({1, 3, 1, 1});
  const InkMap clockwise = turned(page.ink, true), other = turned(page.ink, false);
  BOOST_TEST((clockwise.area == Rect{0, 0, 5, 7}));
  BOOST_TEST(clockwise.at(1, 1) == 255);  // column = height - 1 - row
  BOOST_TEST(other.at(3, 5) == 255);      // row = width - 1 - column
  BOOST_TEST((turned(clockwise, false).dark == page.ink.dark));
  InkMap four = page.ink;
  for (int i = 0; i < 4; ++i) four = turned(four, true);
  BOOST_TEST((four.dark == page.ink.dark));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

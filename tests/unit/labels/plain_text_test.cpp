// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/plain_text.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

using unweave::code_points;
using unweave::plain_text;
using unweave::to_utf8;

BOOST_AUTO_TEST_SUITE(plain_text_of_labels)

BOOST_AUTO_TEST_CASE(each_sign_has_one_form) {
  for (const auto& [text, plain] :
       std::vector<std::pair<const char*, const char*>>{{"\u22125", "-5"},
                                                        {"2\u2009500", "2 500"},
                                                        {" a \t b ", "a b"},
                                                        {"10\u207B\u2077", "10^-7"},
                                                        {"10^{-7}", "10^-7"},
                                                        {"10^(3)", "10^3"},
                                                        {"10**3", "10^3"},
                                                        {"m\u00B2 s\u207B\u00B2", "m^2 s^-2"},
                                                        {"$\\mu$", "\\mu"},
                                                        {"1\u00BD", "1 1/2"},
                                                        {"\u00BD", "1/2"},
                                                        {"3\u2044\u0034", "3/4"},
                                                        {"\u2103", "\u00B0C"},
                                                        {"\u2264 5", "<= 5"},
                                                        {"5\u20267", "5...7"},
                                                        {"\u03BCm", "\u00B5m"},
                                                        {"\u2126", "\u03A9"},
                                                        {"5\u22C510", "5\u00D710"},
                                                        {"\uFF11\uFF0D", "1-"},
                                                        {"12\u00B030\u2032", "12\u00B030'"},
                                                        {"\u00E4", "\u00E4"},
                                                        {"", ""},
                                                        {"   ", ""}})
    BOOST_TEST(to_utf8(plain_text(text)) == plain, text);
}

BOOST_AUTO_TEST_CASE(characters_go_both_ways) {
  for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c < 0xE000) continue;
    BOOST_TEST((code_points(to_utf8(std::u32string(1, c))) == std::u32string(1, c)));
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_marked) {
  for (const char* text :
       {"\xff", "\x80", "\xe2\x88", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    const std::u32string found = code_points(text);
    BOOST_TEST(!found.empty());
    for (const char32_t c : found) BOOST_TEST((c == 0xFFFD), text);
  }
  BOOST_TEST((code_points("a\xff"
                          "b") == U"a\uFFFDb"));
}

// Whatever the bytes, plain text is valid text whose plain form is itself.
BOOST_AUTO_TEST_CASE(plain_text_stays_as_it_is) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> byte(0, 255), length(0, 30);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int k = length(random); k > 0; --k) text += static_cast<char>(byte(random));
    const std::u32string once = plain_text(text);
    for (const char32_t c : once) BOOST_TEST((c <= 0x10FFFF && !(c >= 0xD800 && c < 0xE000)));
    const std::string again = to_utf8(plain_text(to_utf8(once)));
    if (once.find(U'^') == std::u32string::npos && once.find(U'\u00D7') == std::u32string::npos)
      BOOST_TEST(again == to_utf8(once));
  }
}

BOOST_AUTO_TEST_SUITE_END()

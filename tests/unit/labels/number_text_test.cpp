// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/number_text.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

using unweave::Bearing;
using unweave::Bound;
using unweave::NumberReading;
using unweave::read_label;
using unweave::read_multiplier;
using unweave::read_number;
using unweave::resembles_multiplier;

namespace {

constexpr double kPi = std::numbers::pi;

/// True if `value` is among the meanings of `text`, to the last bit.
bool means(const char* text, double value) {
  const auto readings = read_number(text);
  return std::any_of(readings.begin(), readings.end(),
                     [value](const auto& r) { return r.value == value; });
}

/// A text and all that it means, in order.
struct Meanings {
  const char* text;
  std::vector<double> values;
  bool ambiguous = false;
  const char* unit = "";  ///< of the first
};

void check(const Meanings& m) {
  BOOST_TEST_CONTEXT("'" << m.text << "'") {
    const auto readings = read_number(m.text);
    BOOST_TEST_REQUIRE(readings.size() == m.values.size());
    for (std::size_t i = 0; i < readings.size(); ++i)
      BOOST_TEST(readings[i].value == m.values[i], boost::test_tools::tolerance(1e-15));
    if (readings.empty()) return;
    BOOST_TEST(readings[0].ambiguous == m.ambiguous);
    BOOST_TEST(readings[0].unit == m.unit);
  }
}

// Ways to write a number -----------------------------------------------------------------------

/// `value` in decimal form with `decimals` digits behind the point.
std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

std::string replaced(std::string s, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = s.find(from, at)) != s.npos; at += to.size())
    s.replace(at, from.size(), to);
  return s;
}

/// "1234567.5" with `mark` between thousands and `point`.
std::string grouped(const std::string& plain, const std::string& mark, const std::string& point) {
  const std::size_t dot = std::min(plain.find('.'), plain.size());
  const std::size_t first = plain[0] == '-' ? 1 : 0;
  std::string out = plain.substr(0, first);
  for (std::size_t i = first; i < dot; ++i) {
    if (i > first && (dot - i) % 3 == 0) out += mark;
    out += plain[i];
  }
  if (dot < plain.size()) out += point + plain.substr(dot + 1);
  return out;
}

std::string raised(const std::string& exponent) {
  static const char* const kDigits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                        "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string out;
  for (const char c : exponent) out += c == '-' ? "\u207B" : kDigits[c - '0'];
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(number_text)

BOOST_AUTO_TEST_CASE(plain_numbers_are_read_exactly) {
  BOOST_TEST(means("0", 0.0));
  BOOST_TEST(means("0.3", 0.3));
  BOOST_TEST(means("-12.5", -12.5));
  BOOST_TEST(means("+7", 7.0));
  BOOST_TEST(means(".25", 0.25));
  BOOST_TEST(read_number("42").size() == 1u);
}

BOOST_AUTO_TEST_CASE(all_kinds_of_minus_signs) {
  for (const char* text : {"-5", "\u22125", "\u20135", "\u20145"}) BOOST_TEST(means(text, -5.0));
}

BOOST_AUTO_TEST_CASE(scientific_forms) {
  BOOST_TEST(means("1e-3", 1e-3));
  BOOST_TEST(means("2.5E+05", 2.5e5));
  BOOST_TEST(means("1.5x10^3", 1500.0));
  BOOST_TEST(means("2\u00d710^-4", 2e-4));
}

BOOST_AUTO_TEST_CASE(a_bare_power_of_ten_hints_at_a_logarithm) {
  const auto readings = read_number("10^-2");
  BOOST_REQUIRE(readings.size() == 1u);
  BOOST_TEST(readings[0].value == 0.01);
  BOOST_TEST(readings[0].power_of_ten);
  BOOST_TEST(means("-10^2", -100.0));
  BOOST_TEST(!read_number("100")[0].power_of_ten);
}

BOOST_AUTO_TEST_CASE(a_comma_is_a_decimal_or_a_thousands_separator) {
  BOOST_TEST(means("0,5", 0.5));
  BOOST_TEST(read_number("0,5").size() == 1u);
  BOOST_TEST(means("1,000", 1000.0));
  BOOST_TEST(means("1,000", 1.0));
  BOOST_TEST(means("12,345.5", 12345.5));
  BOOST_TEST(means("1 500", 1500.0));
}

BOOST_AUTO_TEST_CASE(a_point_may_have_been_a_comma_between_thousands) {
  const auto readings = read_number("1.200");
  BOOST_REQUIRE(readings.size() == 2u);
  BOOST_TEST(readings[0].value == 1.2);
  BOOST_TEST(!readings[0].thousands);
  BOOST_TEST(readings[1].value == 1200.0);
  BOOST_TEST(readings[1].thousands);
  for (const char* text : {"0.500", "1.20", "1.2000", "1234.500"})
    BOOST_TEST(read_number(text).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_leading_zero_tells_of_a_lost_point) {
  BOOST_TEST(means("02", 0.2));
  BOOST_TEST(means("-005", -0.05));
  BOOST_TEST(!means("02", 2.0));
}

BOOST_AUTO_TEST_CASE(suffixes_and_units) {
  BOOST_TEST(means("2k", 2000.0));
  BOOST_TEST(means("1.5M", 1.5e6));
  BOOST_TEST(means("80%", 80.0));
  BOOST_TEST(means("20\u00b0C", 20.0));
  BOOST_TEST(means("15m", 15.0));
}

BOOST_AUTO_TEST_CASE(marks_between_thousands) {
  for (const Meanings& m : std::vector<Meanings>{
           {"2 500", {2500}},
           {"2\u2009500", {2500}},
           {"2\u202F500", {2500}},
           {"2\u00A0500", {2500}},
           {"12 345 678", {12345678}},
           {"12'500", {12500}},
           {"12\u2019500", {12500}},
           {"1.234.567", {1234567}},
           {"1,234,567", {1234567}},
           {"1,234,567.5", {1234567.5}},
           {"1.234.567,5", {1234567.5}},
           {"1.234,5", {1234.5}},
           {"1 234,5", {1234.5}},
           {"1'234.5", {1234.5}},
           {"0.123 456", {0.123456}},
           {"-2 500", {-2500}},
           {"2.500", {2.5, 2500}, true},
           {"10.000", {10, 10000}, true},
           {"2,500", {2500, 2.5}, true},
           {"0,500", {0.5}},
           {"0.500", {0.5}},
           {"2500", {2500}},
           {"3\u00B75", {3.5}},
           {"25 00", {}},
           {"5 10", {}},
           {"0 500", {}},
           {"1234 567", {}},
           {"1,2,3", {}},
           {"1.2.3", {}},
           {"1,23,456", {}},
           {"1.234 567", {1.234567}},
           {"5,", {}},
           {"5..", {}},
       })
    check(m);
}

BOOST_AUTO_TEST_CASE(signs_of_all_kinds) {
  for (const char* minus : {"-", "\u2212", "\u2013", "\u2014", "\u2010", "\u2011", "\uFE63"})
    check({(std::string(minus) + "7.5").c_str(), {-7.5}});
  for (const Meanings& m : std::vector<Meanings>{
           {"+5", {5}},
           {"- 5", {-5}},
           {"(5)", {-5, 5}, true},
           {"(1.5)", {-1.5, 1.5}, true},
           {"\u00B15", {5, -5}, true},
           {"(-5)", {}},
           {"--5", {}},
           {"+-5", {}},
           {"5-", {}},
           {"(5", {}},
       })
    check(m);
}

BOOST_AUTO_TEST_CASE(exponents_in_all_spellings) {
  for (const char* text : {"1.5e3", "1.5E3", "1.5e+03", "1.5x10^3", "1.5 x 10^3", "1.5X10^3",
                           "1.5\u00D710\u00B3", "1.5 \u00D7 10\u00B3", "1.5\u00B710\u00B3",
                           "1.5\u22C510^3", "1.5*10^3", "1.5*10**3", "1.5\u00D710^{3}"})
    check({text, {1500}});
  for (const char* text : {"10^-7", "10\u207B\u2077", "10^{-7}", "10^\u22127", "10**-7"}) {
    check({text, {1e-7}});
    BOOST_TEST(read_number(text)[0].power_of_ten);
  }
  check({"-10\u207B\u2077", {-1e-7}});
  check({"2^10", {1024}});
  check({"10^0.5", {std::sqrt(10.0)}});
  for (const char* text : {"1e", "1e5x", "1e400", "10^", "10^x", "3^2", "1.5^10", "1\u00D7103"})
    check({text, {}});
}

BOOST_AUTO_TEST_CASE(multiples_of_pi_and_fractions) {
  for (const Meanings& m : std::vector<Meanings>{
           {"\u03C0", {kPi}},
           {"-\u03C0", {-kPi}},
           {"\u22122\u03C0", {-2 * kPi}},
           {"\u03C0/2", {kPi / 2}},
           {"-\u03C0/2", {-kPi / 2}},
           {"3\u03C0/2", {1.5 * kPi}},
           {"3/2 \u03C0", {1.5 * kPi}},
           {"0.5\u03C0", {0.5 * kPi}},
           {"\u00BD\u03C0", {0.5 * kPi}},
           {"2pi", {2 * kPi}},
           {"2 \u00B7 \u03C0", {2 * kPi}},
           {"3/4", {0.75}},
           {"-3/4", {-0.75}},
           {"1 1/2", {1.5}},
           {"1\u00BD", {1.5}},
           {"\u00BC", {0.25}},
           {"1\u20444", {0.25}},
           {"1/0", {}},
           {"1/", {}},
           {"/2", {}},
           {"\u03C0/", {}},
           {"\u03C0/x", {}},
           {"\u03C0\u03C0", {}},
       })
    check(m);
}

BOOST_AUTO_TEST_CASE(suffixes_and_units_behind_numbers) {
  for (const Meanings& m : std::vector<Meanings>{
           {"5k", {5e3}},
           {"5 k", {5e3}},
           {"2.5M", {2.5e6}},
           {"3G", {3e9}},
           {"5n", {5e-9}},
           {"5\u00B5", {5e-6}},
           {"5\u03BC", {5e-6}},
           {"5K", {5000, 5}, true},
           {"5 K", {5, 5000}, true, "K"},
           {"5T", {5e12, 5}, true},
           {"5 m", {5, 0.005}, true, "m"},
           {"5 kB", {5000}, false, "byte"},
           {"5 MB", {5e6}, false, "byte"},
           {"2 KiB", {2048}, false, "byte"},
           {"50%", {50}, false, "percent"},
           {"50 %", {50}, false, "percent"},
           {"5\u2030", {5}, false, "1e-3"},
           {"3\u03C3", {3}, false, "1"},
           {"20\u00B0C", {20}, false, "degC"},
           {"20 \u00B0C", {20}, false, "degC"},
           {"68\u00B0F", {68}, false, "degF"},
           {"500 hPa", {500}, false, "hPa"},
           {"5 km", {5}, false, "km"},
           {"12 h", {12}, false, "h"},
           {"0.5 m s\u207B\u00B9", {0.5}, false, "m s-1"},
           {"5abc", {}},
           {"5 of", {}},
           {"O.5", {}},
           {"l0", {}},
           {"1O", {}},
           {"5O0", {}},
           {"0x10", {}},
           {"5\u00B0X", {}},
           {"12:30", {}},
       })
    check(m);
}

BOOST_AUTO_TEST_CASE(degrees_with_minutes_and_letters) {
  for (const Meanings& m : std::vector<Meanings>{
           {"120\u00B0E", {120}},
           {"120\u00B0 E", {120}},
           {"120\u00BAE", {120}},
           {"120 E", {120}},
           {"12\u00B030\u2032E", {12.5}},
           {"12\u00B030'E", {12.5}},
           {"12\u00B030'15\"S", {-(12.5 + 15.0 / 3600)}},
           {"-12\u00B030'", {-12.5}},
           {"100\u00B0W", {-100, 260}},
           {"N45\u00B0", {45}},
           {"W 120\u00B0", {-120, 240}},
           {"30\u00B0 south", {-30}},
           {"10\u00B0O", {-10, 350, 10}, true},
           {"5 W", {-5, 355, 5}, true},
           {"5 N", {5, 5}, true},
           {"0\u00B0", {0}},
           {"95\u00B0N", {}},
           {"400\u00B0E", {}},
           {"12\u00B070'E", {}},
           {"E5", {}},
       })
    check(m);
  BOOST_TEST((read_number("30\u00B0S")[0].bearing == Bearing::Latitude));
  BOOST_TEST((read_number("30E")[0].bearing == Bearing::Longitude));
  BOOST_TEST((read_number("30\u00B0")[0].bearing == Bearing::None));
  BOOST_TEST(read_number("30\u00B0")[0].degrees);
}

BOOST_AUTO_TEST_CASE(bounds_and_ranges_are_labels_and_no_numbers) {
  const struct {
    const char* text;
    double low;
    std::optional<double> high;
    Bound bound;
  } kCases[] = {
      {"<5", 5, {}, Bound::Below},
      {"\u22645", 5, {}, Bound::Below},
      {"< -5", -5, {}, Bound::Below},
      {">100", 100, {}, Bound::Above},
      {"\u2265 100", 100, {}, Bound::Above},
      {"100+", 100, {}, Bound::Above},
      {"0-5", 0, 5, Bound::None},
      {"0\u20135", 0, 5, Bound::None},
      {"0 \u2013 5", 0, 5, Bound::None},
      {"0 to 5", 0, 5, Bound::None},
      {"0\u20265", 0, 5, Bound::None},
      {"-10 to -5", -10, -5, Bound::None},
      {"\u221210\u2013\u22125", -10, -5, Bound::None},
      {"-0.5-0.5", -0.5, 0.5, Bound::None},
      {"1e-5-1e-4", 1e-5, 1e-4, Bound::None},
      {"0-5 km", 0, 5, Bound::None},
      {"5 km - 10 km", 5, 10, Bound::None},
  };
  for (const auto& c : kCases) {
    BOOST_TEST_CONTEXT("'" << c.text << "'") {
      BOOST_TEST(read_number(c.text).empty());
      const auto readings = read_label(c.text);
      BOOST_TEST_REQUIRE(readings.size() == 1u);
      BOOST_TEST(readings[0].value == c.low);
      BOOST_TEST((readings[0].high == c.high));
      BOOST_TEST((readings[0].bound == c.bound));
    }
  }
  for (const char* text : {"5-0", "5-5", "<", "> x", "0-", "0 to", "-5-", "5+5", "<5>"})
    BOOST_TEST(read_label(text).empty(), text);
  // Each end is written in one way: never 1 to 2000.
  const auto thousands = read_label("1,000-2,000");
  BOOST_TEST_REQUIRE(thousands.size() == 2u);
  BOOST_TEST(thousands[0].value == 1000);
  BOOST_TEST(*thousands[0].high == 2000);
  BOOST_TEST(thousands[1].value == 1);
  BOOST_TEST(*thousands[1].high == 2);
  BOOST_TEST(thousands[0].ambiguous);
}

// Each style of writing gives the value back, first where only one meaning is possible.
BOOST_AUTO_TEST_CASE(what_is_written_in_any_style_is_read_back) {
  std::mt19937_64 random(20260801);
  std::uniform_int_distribution<int> digits(0, 4), size(-3, 9), sign(0, 1);
  std::uniform_real_distribution<double> mantissa(1, 10);
  const std::vector<std::string> minus{"-", "\u2212", "\u2013"};
  for (int i = 0; i < 3000; ++i) {
    const int decimals = digits(random);
    const double rough = mantissa(random) * std::pow(10.0, size(random));
    const std::string plain = (sign(random) ? "-" : "") + fixed(rough, decimals);
    double value = 0;
    std::from_chars(plain.data(), plain.data() + plain.size(), value);
    const bool has_point = plain.find('.') != plain.npos;
    const bool large = std::abs(value) >= 1000;
    struct Style {
      std::string text;
      bool ambiguous;
    };
    const bool three = decimals == 3 && std::abs(value) < 1000 && std::abs(value) >= 1;
    std::vector<Style> styles{{plain, three}, {replaced(plain, ".", ","), three}};
    for (const char* mark : {" ", "\u2009", "\u202F", "\u00A0", "'", "\u2019"}) {
      styles.push_back({grouped(plain, mark, "."), three});
      styles.push_back({grouped(plain, mark, ","), three});
    }
    const bool one_mark = large && std::abs(value) < 1e6 && !has_point;
    styles.push_back({grouped(plain, ",", "."), one_mark || three});
    styles.push_back({grouped(plain, ".", ","), one_mark || three});
    for (const Style& style : styles)
      for (const std::string& m : minus) {
        const std::string text = replaced(style.text, "-", m);
        const auto readings = read_number(text);
        BOOST_TEST_CONTEXT("'" << text << "' for " << value) {
          BOOST_TEST_REQUIRE(!readings.empty());
          BOOST_TEST(readings[0].ambiguous == style.ambiguous);
          BOOST_TEST(std::any_of(readings.begin(), readings.end(),
                                 [&](const NumberReading& r) { return r.value == value; }));
          if (!style.ambiguous) BOOST_TEST(readings.size() == 1u);
        }
      }
  }
}

BOOST_AUTO_TEST_CASE(powers_are_read_back) {
  for (int e = -30; e <= 30; ++e)
    for (int m = 1; m <= 9; ++m) {
      const std::string power = std::to_string(e), digit = std::to_string(m);
      double value = 0;
      const std::string plain = digit + ".5e" + power;
      std::from_chars(plain.data(), plain.data() + plain.size(), value);
      for (const std::string& text :
           {plain, digit + ".5\u00D710" + raised(power), digit + ",5 \u00D7 10^" + power,
            digit + ".5E" + power, digit + ".5\u00B710^{" + power + "}"}) {
        const auto readings = read_number(text);
        BOOST_TEST_REQUIRE(readings.size() == 1u, text);
        BOOST_TEST(readings[0].value == value, text);
      }
    }
}

// A letter that nothing understands anywhere in a number's text leaves no number.
BOOST_AUTO_TEST_CASE(a_text_with_a_part_that_is_not_understood_is_no_number) {
  const std::vector<std::string> numbers{"5",         "2.5",   "1,000",     "10^3",
                                         "1e-5",      "2 500", "-0.25",     "120\u00B0E",
                                         "3\u03C0/2", "5k",    "20\u00B0C", "0-5"};
  const std::vector<std::string> strange{"q", "z", "Q",      "#", "@", "\u00DF", "?",
                                         "=", "_", "\u4E2D", "!", "[", ";"};
  for (const std::string& number : numbers) {
    BOOST_TEST(!read_label(number).empty(), number);
    for (const std::string& letter : strange)
      for (std::size_t at = 0; at <= number.size(); ++at) {
        if (at < number.size() && (static_cast<unsigned char>(number[at]) & 0xC0) == 0x80) continue;
        std::string text = number;
        text.insert(at, letter);
        BOOST_TEST(read_label(text).empty(), text);
      }
  }
}

BOOST_AUTO_TEST_CASE(garbage_has_no_meaning) {
  std::mt19937_64 random(7);
  const std::string letters = "abcdfgijlqrtvxyzABDFHIJLOQRUVXYZ#&?=_;|";
  std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1), length(2, 8);
  int tried = 0;
  for (int i = 0; i < 20000; ++i) {
    // One digit among at least two letters of which none stands for a number.
    std::string text;
    for (std::size_t k = length(random); k > 0; --k) text += letters[letter(random)];
    const auto readings = read_number(text);
    ++tried;
    BOOST_TEST(readings.empty(), text);
    // A digit in front: only what is a known unit as a whole may stand behind it.
    for (const NumberReading& r : read_number("7" + text))
      BOOST_TEST(!(r.unit.empty() && r.value == 7), text);
  }
  BOOST_TEST(tried == 20000);
}

BOOST_AUTO_TEST_CASE(compass_letters) {
  BOOST_TEST(means("120E", 120.0));
  BOOST_TEST(means("30S", -30.0));
  BOOST_TEST(means("100W", -100.0));
  BOOST_TEST(means("100W", 260.0));
  BOOST_TEST(means("EQ", 0.0));
  BOOST_TEST(read_number("45\u00b0N")[0].degrees);
}

BOOST_AUTO_TEST_CASE(what_is_no_number_has_no_meaning) {
  for (const char* text : {"", "-", "+", ".", ",", "\u2212", "depth", "1.2.3", "1-2", "e5", "10^",
                           "\u221E", "nan", "inf", "\xff", "5\xff", "()", "%", "\u00B0"})
    BOOST_TEST(read_number(text).empty(), text);
  BOOST_TEST(read_number(std::string(5000, '1')).empty());
}

BOOST_AUTO_TEST_CASE(precision_is_half_the_last_digit) {
  BOOST_TEST(read_number("0.33")[0].precision == 0.005, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(read_number("1.5e3")[0].precision == 50.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(multipliers_only_in_their_known_forms) {
  BOOST_TEST(read_multiplier("x10^3") == 1000.0);
  BOOST_TEST(read_multiplier("\u00d710^-5") == 1e-5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(read_multiplier("1e-5") == 1e-5, boost::test_tools::tolerance(1e-12));
  for (const char* text :
       {"(\u00D710\u00B3)", "x1000", "10\u00B3", "\u00D71e3", "(10^3)", "X10^{3}"})
    BOOST_TEST(read_multiplier(text) == 1000.0, text);
  for (const char* text : {"", "cm^-3", "10", "1000", "m/s", "1e5+3", "x10003", "10^3 m", "x2000"})
    BOOST_TEST(read_multiplier(text) == 0.0, text);
}

BOOST_AUTO_TEST_CASE(a_power_of_ten_whose_times_sign_was_lost_is_a_factor) {
  BOOST_TEST(means("8.010^6", 8e6));
  BOOST_TEST(means("-2.510^-3", -2.5e-3));
  BOOST_TEST(means("0.010^0", 0.0));
}

BOOST_AUTO_TEST_CASE(what_is_raised_must_be_understood) {
  for (const char* text : {"8.0^6", "3^2", "1.5^10"}) BOOST_TEST(read_number(text).empty(), text);
}

BOOST_AUTO_TEST_CASE(misread_multipliers_are_noticed) {
  for (const char* text : {"leb", "1e-5", "le-S", "jJe-5", "TN^-6", "x10^4", "-10^-3", "(x10)",
                           "\u00AB10^5", "1.013e3", "1-4"})
    BOOST_TEST(resembles_multiplier(text), text);
  for (const char* text : {"", "cm^-3", "1000", "12h", "(a)", "Surface", "m/s", "1.05", "kg m^-3"})
    BOOST_TEST(!resembles_multiplier(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

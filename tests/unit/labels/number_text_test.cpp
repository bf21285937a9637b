// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/number_text.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using unweave::read_multiplier;
using unweave::read_number;
using unweave::resembles_multiplier;

namespace {

/// True if `value` is among the meanings of `text`, to the last bit.
bool means(const char* text, double value) {
  const auto readings = read_number(text);
  return std::any_of(readings.begin(), readings.end(),
                     [value](const auto& r) { return r.value == value; });
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

BOOST_AUTO_TEST_CASE(compass_letters) {
  BOOST_TEST(means("120E", 120.0));
  BOOST_TEST(means("30S", -30.0));
  BOOST_TEST(means("100W", -100.0));
  BOOST_TEST(means("100W", 260.0));
  BOOST_TEST(means("EQ", 0.0));
  BOOST_TEST(read_number("45\u00b0N")[0].degrees);
}

BOOST_AUTO_TEST_CASE(what_is_no_number_has_no_meaning) {
  for (const char* text : {"", "-", "depth", "1.2.3", "1-2", "e5", "10^"})
    BOOST_TEST(read_number(text).empty(), text);
}

BOOST_AUTO_TEST_CASE(precision_is_half_the_last_digit) {
  BOOST_TEST(read_number("0.33")[0].precision == 0.005, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(read_number("1.5e3")[0].precision == 50.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(multipliers_only_in_their_known_forms) {
  BOOST_TEST(read_multiplier("x10^3") == 1000.0);
  BOOST_TEST(read_multiplier("\u00d710^-5") == 1e-5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(read_multiplier("1e-5") == 1e-5, boost::test_tools::tolerance(1e-12));
  for (const char* text : {"", "cm^-3", "10", "1000", "m/s", "1e5+3"})
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
  for (const char* text : {"leb", "1e-5", "le-S", "jJe-5", "TN^-6", "x10^4", "-10^-3"})
    BOOST_TEST(resembles_multiplier(text), text);
  for (const char* text : {"", "cm^-3", "1000", "12h", "(a)", "Surface", "m/s", "1.05", "kg m^-3"})
    BOOST_TEST(!resembles_multiplier(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

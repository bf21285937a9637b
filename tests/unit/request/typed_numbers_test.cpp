// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/typed_numbers.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace unweave;
using namespace unweave::plugin;

BOOST_AUTO_TEST_SUITE(typed_numbers_of)

BOOST_AUTO_TEST_CASE(numbers_as_people_type_them) {
  const struct {
    const char* text;
    double value;
  } kCases[] = {{"5", 5},
                {" 5 ", 5},
                {"+5", 5},
                {"-5", -5},
                {"\u22125", -5},
                {"\u20135", -5},
                {"0.5", 0.5},
                {"0,5", 0.5},
                {"\u22120,5", -0.5},
                {"12,75", 12.75},
                {"2.500", 2.5},
                {"1e-5", 1e-5},
                {"1e\u22125", 1e-5},
                {"1.5\u00D710\u207B\u00B3", 1.5e-3}};
  for (const auto& c : kCases) {
    const auto number = typed_number(c.text);
    BOOST_TEST_REQUIRE(number.has_value(), c.text);
    BOOST_TEST(*number == c.value, boost::test_tools::tolerance(1e-15));
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_or_two_is_refused) {
  for (const char* text : {"", " ", "five", "1,000", "5 m", "5K", "1 2", "--5", "+-5", "5\u00B0",
                           "1,2,3", "2 500", "5x", "0x10"})
    BOOST_TEST(!typed_number(text), text);
}

BOOST_AUTO_TEST_CASE(lists_are_parted_where_decimals_allow) {
  const auto list = [](const char* text, std::size_t n) {
    return typed_numbers(text, n).value_or(std::vector<double>{});
  };
  const std::vector<double> half{0.5, 3.5};
  BOOST_TEST(list("0.5,3.5", 2) == half);
  BOOST_TEST(list("0,5;3,5", 2) == half);
  BOOST_TEST(list("0,5 3,5", 2) == half);
  BOOST_TEST(list(" 0.5 ; 3.5 ", 2) == half);
  BOOST_TEST(list("0,35", 2) == (std::vector<double>{0, 35}));
  BOOST_TEST(list("\u22122,\u22121", 2) == (std::vector<double>{-2, -1}));
  BOOST_TEST(list("80, 48,512,300", 4) == (std::vector<double>{80, 48, 512, 300}));
  for (const char* text : {"0,5,3,5", "1", "1,2,3", "1;2;3", "1,,2", "", "a,b", "0,5 m"})
    BOOST_TEST(!typed_numbers(text, 2), text);
}

BOOST_AUTO_TEST_CASE(two_fields_are_one_setting_and_two_fields_again) {
  using Pair = std::pair<std::string, std::string>;
  BOOST_TEST(joined_pair("", " ") == "");
  BOOST_TEST(joined_pair(" -2", "30 ") == "-2,30");
  for (const Pair& typed : {Pair("-2", "30"), Pair("0,5", "3,5"), Pair("0.5", "3,5"),
                            Pair("\u22122", "1e3"), Pair("5", "")})
    BOOST_TEST((parted_pair(joined_pair(typed.first, typed.second)) == typed), typed.first);
  BOOST_TEST((parted_pair("-2 30") == Pair("-2", "30")));
  BOOST_TEST((parted_pair("five") == Pair("five", "")));
  // One number is no pair, whatever stands before its decimals.
  for (const Pair& half : {Pair("5,7", ""), Pair("", "5,7"), Pair("5", ""), Pair("1,000", "2")})
    BOOST_TEST(!typed_numbers(joined_pair(half.first, half.second), 2), half.first);
}

BOOST_AUTO_TEST_CASE(points_are_places_and_values) {
  const std::vector<RangePoint> wanted{{60, 30}, {160.5, -20}};
  for (const char* text : {"60=30,160.5=-20", " 60 = 30 , 160.5=\u221220", "60=30;160,5=-20",
                           "60=30 160,5=\u221220"}) {
    const auto points = typed_points(text);
    BOOST_TEST_REQUIRE(points.has_value(), text);
    BOOST_TEST((*points == wanted), text);
  }
  for (const char* text : {"", "60=30", "60=30,", "60,30", "60=30,70", "a=1,b=2", "60=30=1,2=3"})
    BOOST_TEST(!typed_points(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

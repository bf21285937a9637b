// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/date_text.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "core/labels/plain_text.hpp"

using unweave::days_since_1970;
using unweave::NumberReading;
using unweave::plain_text;
using unweave::read_label;
using unweave::TimeBase;

namespace {

constexpr double kDay = 86400;

std::vector<NumberReading> times(const std::string& text) {
  return unweave::read_time(plain_text(text));
}

double date(int year, int month, int day) {
  return kDay * static_cast<double>(days_since_1970(year, month, day));
}

/// Seconds from the start of a year without a leap day.
double day_of_year(int month, int day) { return date(2001, month, day) - date(2001, 1, 1); }

struct Expected {
  const char* text;
  TimeBase base;
  std::vector<double> values;  ///< of those without a leap day
  bool ambiguous = false;
};

void check(const Expected& e) {
  BOOST_TEST_CONTEXT("'" << e.text << "'") {
    std::vector<NumberReading> found;
    for (const NumberReading& r : times(e.text)) {
      BOOST_TEST(r.time.has_value());
      const bool leap =
          !found.empty() && r.time == TimeBase::Year && found.back().value == r.value - kDay;
      if (!leap) found.push_back(r);
    }
    BOOST_TEST_REQUIRE(found.size() == e.values.size());
    for (std::size_t i = 0; i < found.size(); ++i) BOOST_TEST(found[i].value == e.values[i]);
    if (found.empty()) return;
    BOOST_TEST((found[0].time == e.base));
    BOOST_TEST(found[0].ambiguous == e.ambiguous);
  }
}

std::string formatted(const std::tm& t, const char* format) {
  std::array<char, 100> buffer;
  return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &t)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(date_text)

// The C library's calendar is the oracle.
BOOST_AUTO_TEST_CASE(days_agree_with_the_system_calendar) {
  for (long day = -200000; day < 200000; day += 97) {
    const std::time_t seconds = day * 86400;
    std::tm t{};
    BOOST_REQUIRE(gmtime_r(&seconds, &t) != nullptr);
    BOOST_TEST(days_since_1970(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday) == day);
  }
}

BOOST_AUTO_TEST_CASE(dates_in_their_usual_forms) {
  const double first_of_march = date(2020, 3, 1);
  for (const char* text :
       {"2020-03-01", "2020/03/01", "2020/3/1", "1.3.2020", "01.03.2020", "20200301", "Mar 1, 2020",
        "1 Mar 2020", "01-Mar-2020", "1. M\u00E4rz 2020", "March 1, 2020", "1 mars 2020",
        "1 marzo 2020", "1 Mar '20", "2020 Mar 1", "2020\u201303\u201301"})
    check({text, TimeBase::Epoch, {first_of_march}});
  for (const char* text : {"2020-03", "03/2020", "Mar 2020", "March 2020", "Mar. 2020", "2020 Mar",
                           "Mar-2020", "Mar '20", "mars 2020"})
    check({text, TimeBase::Epoch, {first_of_march}});
  check({"1998", TimeBase::Epoch, {date(1998, 1, 1)}});
  check({"25/12/2020", TimeBase::Epoch, {date(2020, 12, 25)}});
  check({"03/01/2020", TimeBase::Epoch, {date(2020, 3, 1), date(2020, 1, 3)}, true});
  check({"03/03/2020", TimeBase::Epoch, {date(2020, 3, 3), date(2020, 3, 3)}});
}

BOOST_AUTO_TEST_CASE(days_of_a_year_that_is_not_written) {
  for (const char* text : {"Jan 15", "15 Jan", "15-Jan", "01-15", "15.1.", "15 janv.", "15 enero"})
    BOOST_TEST(times(text)[0].value == day_of_year(1, 15), text);
  check({"15.12.", TimeBase::Year, {day_of_year(12, 15)}});
  check({"Dec", TimeBase::Year, {day_of_year(12, 1)}});
  check({"05/12", TimeBase::Year, {day_of_year(5, 12), day_of_year(12, 5)}, true});
  check({"Jan 05", TimeBase::Year, {day_of_year(1, 5), date(2005, 1, 1)}, true});
  // Where a leap day lies before it, the date has a second place.
  BOOST_TEST(times("Dec 5").size() == 2u);
  BOOST_TEST(times("Feb 5").size() == 1u);
  BOOST_TEST(times("29 Feb").size() == 1u);
  BOOST_TEST(times("29 Feb")[0].value == 59 * kDay);
}

BOOST_AUTO_TEST_CASE(times_of_day) {
  check({"12:30", TimeBase::Day, {45000, 750}, true});
  check({"12:30:15", TimeBase::Day, {45015}});
  check({"00:00:00.5", TimeBase::Day, {0.5}});
  check({"90:00", TimeBase::Day, {5400}});
  check({"3 pm", TimeBase::Day, {15 * 3600.0}});
  check({"12 am", TimeBase::Day, {0}});
  check({"3:30 PM", TimeBase::Day, {15.5 * 3600}});
  check({"12:30 UTC", TimeBase::Day, {45000, 750}, true});
  const double noon = date(2020, 3, 1) + kDay / 2;
  for (const char* text : {"2020-03-01 12:00", "2020-03-01T12:00:00Z", "Mar 1, 2020 12:00",
                           "1.3.2020 12:00", "2020-03-01 12:00 UTC", "2020-03-01 12 pm"})
    check({text, TimeBase::Epoch, {noon}});
  check({"03-01 12", TimeBase::Year, {day_of_year(3, 1) + kDay / 2}});
}

BOOST_AUTO_TEST_CASE(what_is_no_date_has_no_time) {
  for (const char* text : {"",
                           "5",
                           "12",
                           "13/13",
                           "2020-13",
                           "2020-02-30",
                           "30 Feb",
                           "12:60",
                           "25:00:00",
                           "0999",
                           "3000",
                           "Jan Feb",
                           "jui 2020",
                           "M",
                           "Maybe",
                           "x 2020",
                           "12:3",
                           "13 pm",
                           "2020-03-01 25:00",
                           "2020-03-01-04",
                           "1/2",
                           "2020.5",
                           "March of time",
                           "5 Mars bars"}) {
    const bool hours = std::string(text) == "25:00:00";  // a count of hours
    BOOST_TEST(times(text).empty() == !hours, text);
  }
}

BOOST_AUTO_TEST_CASE(precision_is_half_of_the_finest_unit) {
  BOOST_TEST(times("2020-03-01")[0].precision == kDay / 2);
  BOOST_TEST(times("2020-03-01 12:00")[0].precision == 30);
  BOOST_TEST(times("12:30:15")[0].precision == 0.5);
  BOOST_TEST(times("Mar 2020")[0].precision > 14 * kDay);
  BOOST_TEST(times("1998")[0].precision > 180 * kDay);
}

// Every third day of 120 years, in each of the C library's styles.
BOOST_AUTO_TEST_CASE(dates_written_by_the_system_are_read_back) {
  for (long day = -25000; day < 20000; day += 3) {
    const std::time_t seconds = day * 86400 + 3600 * (day & 15);
    std::tm t{};
    BOOST_REQUIRE(gmtime_r(&seconds, &t) != nullptr);
    const double whole = kDay * static_cast<double>(day);
    for (const char* format : {"%Y-%m-%d", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y", "%B %d, %Y"}) {
      const auto found = times(formatted(t, format));
      BOOST_TEST_REQUIRE(found.size() == 1u, formatted(t, format));
      BOOST_TEST(found[0].value == whole);
    }
    for (const char* format : {"%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d %b %Y %H:%M"}) {
      const auto found = times(formatted(t, format));
      BOOST_TEST_REQUIRE(found.size() == 1u, formatted(t, format));
      BOOST_TEST(found[0].value == static_cast<double>(seconds));
    }
  }
}

BOOST_AUTO_TEST_CASE(texts_that_may_be_a_date_or_something_else_are_ambiguous) {
  for (const char* text : {"10-12", "10/12"}) {
    const auto readings = read_label(text);
    BOOST_TEST(readings.size() > 1u, text);
    for (const NumberReading& r : readings) BOOST_TEST(r.ambiguous, text);
  }
  // A leading zero is no range's.
  for (const NumberReading& r : read_label("06-12")) BOOST_TEST(r.time.has_value());
  // A year is the number that is written, whatever it is called.
  const auto year = read_label("1998");
  BOOST_TEST_REQUIRE(year.size() == 2u);
  BOOST_TEST(year[0].value == 1998);
  BOOST_TEST(!year[0].ambiguous);
  BOOST_TEST((year[1].time == TimeBase::Epoch));
}

// As far as clocks of data go: microseconds. What is longer is a number of something else.
BOOST_AUTO_TEST_CASE(seconds_have_up_to_six_decimals) {
  const std::string digits = "1234567";
  for (std::size_t n = 1; n <= digits.size(); ++n) {
    const std::string text = "12:30:15." + digits.substr(0, n);
    const auto found = times(text);
    BOOST_TEST_INFO_SCOPE(text);
    BOOST_TEST_REQUIRE(found.size() == (n <= 6 ? 1u : 0u));
    if (n > 6) continue;
    const double finest = std::pow(10.0, -static_cast<double>(n));
    BOOST_TEST(std::abs(found[0].value - (45015 + std::stod("0." + digits.substr(0, n)))) < 1e-9);
    BOOST_TEST(std::abs(found[0].precision - finest / 2) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(a_time_of_day_counts_in_its_first_number) {
  const auto read = unweave::read_clock("12:30");
  BOOST_TEST_REQUIRE(read.size() == 1U);
  BOOST_TEST(read[0].value == 12.5);
  BOOST_TEST(unweave::read_clock("00:00").front().value == 0);
  for (const char* none : {"12:60", "12:3", ":30", "123:30", "1a:30", "12:30:15", "12"})
    BOOST_TEST(unweave::read_clock(none).empty(), none);
}

BOOST_AUTO_TEST_SUITE_END()

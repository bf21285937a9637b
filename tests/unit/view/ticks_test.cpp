// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/ticks.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

using namespace unweave;
using namespace unweave::view;

namespace {

std::string labels(const std::vector<Tick>& ticks) {
  std::string text;
  for (const Tick& tick : ticks) text += (text.empty() ? "" : " ") + tick.label;
  return text;
}

ValueRange linear(double min, double max) { return {min, max, Scale::Linear, RangeSource::Given}; }
ValueRange log10_range(double min, double max) {
  return {min, max, Scale::Log10, RangeSource::Given};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(value_ticks_of)

BOOST_AUTO_TEST_CASE(linear_ranges_have_round_steps) {
  BOOST_TEST(labels(value_ticks(linear(-2, 30), 6)) == "0 10 20 30");
  BOOST_TEST(labels(value_ticks(linear(0, 1), 5)) == "0 0.2 0.4 0.6 0.8 1");
  BOOST_TEST(labels(value_ticks(linear(-1, 1), 4)) == "\u22121 \u22120.5 0 0.5 1");
  BOOST_TEST(labels(value_ticks(linear(1000, 1003), 3)) == "1000 1001 1002 1003");
}

BOOST_AUTO_TEST_CASE(ticks_stand_where_their_values_are) {
  for (const ValueRange& range :
       {linear(-2, 30), linear(30, -2), log10_range(0.02, 500), log10_range(500, 0.02),
        ValueRange{0, 90, Scale::Power, RangeSource::Given, 0.5},
        ValueRange{-500, 500, Scale::SymLog, RangeSource::Given, 1},
        *table_range({{0, 1}, {0.5, 2}, {1, 50}}, RangeSource::Given)}) {
    const auto ticks = value_ticks(range, 6);
    BOOST_TEST_REQUIRE(ticks.size() >= 3u);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      std::string label = ticks[i].label;
      if (label.starts_with("\u2212")) label.replace(0, 3, "-");
      const double value = std::stod(label);
      BOOST_TEST(range.value(ticks[i].t) == value, boost::test_tools::tolerance(1e-6) << value);
      if (i > 0) BOOST_TEST(ticks[i].t > ticks[i - 1].t);
    }
  }
}

BOOST_AUTO_TEST_CASE(logarithmic_ranges_have_powers_of_ten) {
  BOOST_TEST(labels(value_ticks(log10_range(1, 1000), 6)) == "1 10 100 1000");
  BOOST_TEST(labels(value_ticks(log10_range(10, 100), 6)) == "10 20 50 100");
  BOOST_TEST(value_ticks(log10_range(1e-30, 1e30), 6).size() <= 8u);
}

BOOST_AUTO_TEST_CASE(a_range_that_is_none_has_no_ticks) {
  BOOST_TEST(value_ticks(linear(1, 1), 5).empty());
  BOOST_TEST(value_ticks(log10_range(-1, 1), 5).empty());
}

BOOST_AUTO_TEST_CASE(values_have_the_digits_that_a_thousandth_of_the_range_needs) {
  BOOST_TEST(value_text(17.123456, linear(0, 35)) == "17.12");
  BOOST_TEST(value_text(0.5, linear(0, 1)) == "0.5");
  BOOST_TEST(value_text(101325.4, linear(95000, 105000)) == "101330");
}

BOOST_AUTO_TEST_SUITE_END()

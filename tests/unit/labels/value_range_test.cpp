// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/value_range.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using unweave::RangeSource;
using unweave::Scale;
using unweave::ValueRange;

BOOST_AUTO_TEST_SUITE(value_range)

BOOST_AUTO_TEST_CASE(without_a_range_t_passes_unchanged) {
  const ValueRange none;
  for (const double t : {0.0, 0.1, 1.0 / 3.0, 1.0}) BOOST_TEST(none.value(t) == t);
}

BOOST_AUTO_TEST_CASE(linear_range_meets_its_ends) {
  const ValueRange range{-5.0, 35.0, Scale::Linear, RangeSource::Given};
  BOOST_TEST(range.value(0.0) == -5.0);
  BOOST_TEST(range.value(1.0) == 35.0);
  BOOST_TEST(range.value(0.5) == 15.0);
}

BOOST_AUTO_TEST_CASE(logarithmic_range_has_equal_ratios) {
  const ValueRange range{0.01, 100.0, Scale::Log10, RangeSource::Given};
  BOOST_TEST(range.value(0.5) == 1.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(range.value(1.0) == 100.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_downward_range_is_allowed) {
  const ValueRange range{10.0, -10.0, Scale::Linear, RangeSource::Given};
  BOOST_TEST(range.valid());
  BOOST_TEST(range.value(1.0) == -10.0);
}

BOOST_AUTO_TEST_CASE(no_data_stays_no_data) {
  const ValueRange range{0.0, 2.0, Scale::Linear, RangeSource::Given};
  BOOST_TEST(std::isnan(range.value(std::numeric_limits<double>::quiet_NaN())));
}

BOOST_AUTO_TEST_CASE(senseless_ranges_are_not_valid) {
  const double inf = std::numeric_limits<double>::infinity();
  BOOST_TEST(!(ValueRange{1.0, 1.0}.valid()));
  BOOST_TEST(!(ValueRange{0.0, inf}.valid()));
  BOOST_TEST(!(ValueRange{-1e308, 1e308}.valid()));
  BOOST_TEST(!(ValueRange{0.0, 10.0, Scale::Log10}.valid()));
  BOOST_TEST(!(ValueRange{-1.0, 10.0, Scale::Log10}.valid()));
}

BOOST_AUTO_TEST_SUITE_END()

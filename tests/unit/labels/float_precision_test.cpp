// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/float_precision.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <set>

using unweave::float_precision;
using unweave::FloatPrecision;
using unweave::RangeSource;
using unweave::Scale;
using unweave::ValueRange;

namespace {

ValueRange given(double min, double max, Scale scale = Scale::Linear) {
  return {min, max, scale, RangeSource::Given};
}

/// Of the values of a 16-bit ramp, those that differ as floats of that type.
template <class Float>
std::size_t distinct(const ValueRange& range) {
  std::set<Float> values;
  for (int i = 0; i <= 65535; ++i) values.insert(static_cast<Float>(range.value(i / 65535.0)));
  return values.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(float_precision_suite)

BOOST_AUTO_TEST_CASE(common_ranges_are_single) {
  for (const auto& range : {given(0, 1), given(0, 35), given(-2, 30), given(35, 0), given(270, 310),
                            given(980, 1030), given(-1e-12, 1e-12), given(1e-30, 1e30),
                            given(1, 1000, Scale::Log10), given(1e-30, 1e30, Scale::Log10)}) {
    BOOST_TEST((float_precision(range) == FloatPrecision::Single), range.min << " " << range.max);
    BOOST_TEST(distinct<float>(range) == 65536u);
  }
}

BOOST_AUTO_TEST_CASE(what_single_loses_is_double) {
  for (const auto& range :
       {given(2451545, 2451546), given(2451546, 2451545), given(1e6, 1e6 + 1), given(1e39, 2e39),
        given(-1e300, 1e300), given(1e-50, 2e-50), given(1e-300, 1e-250, Scale::Log10),
        given(1000, 1000.1, Scale::Log10)}) {
    BOOST_TEST((float_precision(range) == FloatPrecision::Double), range.min << " " << range.max);
    BOOST_TEST(distinct<double>(range) == 65536u);
    BOOST_TEST(distinct<float>(range) < 65536u);
  }
}

BOOST_AUTO_TEST_CASE(what_double_loses_is_none) {
  for (const auto& range :
       {given(1e20, 1e20 + 16384), given(1e15, 1e15 + 1), given(1e-323, 2e-323)})
    BOOST_TEST((float_precision(range) == FloatPrecision::None), range.min << " " << range.max);
}

BOOST_AUTO_TEST_CASE(without_a_range_values_are_t) {
  BOOST_TEST((float_precision({}) == FloatPrecision::Single));
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/value_range.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

using unweave::RangePoint;
using unweave::RangeSource;
using unweave::Scale;
using unweave::table_range;
using unweave::ValueRange;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

ValueRange range_of(Scale scale, double min, double max, double shape = 1, double origin = 0) {
  return {min, max, scale, RangeSource::Given, shape, origin};
}

ValueRange table(std::vector<RangePoint> points) {
  return table_range(std::move(points), RangeSource::Given).value();
}

/// One of each family, upward and downward.
std::vector<ValueRange> samples() {
  std::vector<ValueRange> out{
      range_of(Scale::Linear, -5, 35),         range_of(Scale::Log10, 1e-3, 1e4),
      range_of(Scale::Power, 0, 100, 0.5),     range_of(Scale::Power, -20, 90, 2, -20),
      range_of(Scale::Power, -8, 27, 1.0 / 3), range_of(Scale::SymLog, -1000, 1000, 1),
      range_of(Scale::SymLog, 0, 1e6, 100),    range_of(Scale::Mercator, -60, 75),
      table({{0, -2}, {0.5, 0}, {1, 10}}),     table({{0.1, 1}, {0.4, 5}, {0.5, 50}, {0.9, 51}})};
  const std::size_t n = out.size();
  for (std::size_t i = 0; i < n; ++i) out.push_back(turned(out[i]));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(value_range)

BOOST_AUTO_TEST_CASE(without_a_range_t_passes_unchanged) {
  const ValueRange none;
  for (const double t : {0.0, 0.1, 1.0 / 3.0, 1.0}) BOOST_TEST(none.value(t) == t);
  BOOST_TEST(none.deviation(0.5, 0.01) == 0.01);
}

BOOST_AUTO_TEST_CASE(linear_range_meets_its_ends) {
  const ValueRange range{-5.0, 35.0, Scale::Linear, RangeSource::Given};
  BOOST_TEST(range.value(0.0) == -5.0);
  BOOST_TEST(range.value(1.0) == 35.0);
  BOOST_TEST(range.value(0.5) == 15.0);
}

// Against the derivative: 40 a unit of t where linear, value * ln(1000) on a logarithm of three
// decades, to first order in the deviation.
BOOST_AUTO_TEST_CASE(a_deviation_is_in_the_units_of_the_values) {
  ValueRange linear;
  linear.min = 35;
  linear.max = -5;
  linear.source = RangeSource::Given;
  BOOST_TEST(linear.deviation(0.3, 0.01) == 0.4, boost::test_tools::tolerance(1e-9));
  ValueRange log;
  log.min = 1;
  log.max = 1000;
  log.scale = Scale::Log10;
  log.source = RangeSource::Given;
  for (const double t : {0.0, 0.4, 1.0})
    BOOST_TEST(log.deviation(t, 0.001) == log.value(t) * std::log(1000.0) * 0.001,
               boost::test_tools::tolerance(1e-4));
  BOOST_TEST(std::isnan(log.deviation(0.5, std::numeric_limits<double>::quiet_NaN())));
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
  BOOST_TEST(!(ValueRange{1.0, 1.0}.valid()));
  BOOST_TEST(!(ValueRange{0.0, kInfinity}.valid()));
  BOOST_TEST(!(ValueRange{-1e308, 1e308}.valid()));
  BOOST_TEST(!(ValueRange{0.0, 10.0, Scale::Log10}.valid()));
  BOOST_TEST(!(ValueRange{-1.0, 10.0, Scale::Log10}.valid()));
  for (const double shape : {0.0, -1.0, kInfinity, std::nan("")}) {
    BOOST_TEST(!range_of(Scale::Power, 1, 2, shape).valid());
    BOOST_TEST(!range_of(Scale::SymLog, 1, 2, shape).valid());
  }
  BOOST_TEST(!range_of(Scale::Power, 1e200, 2e200, 2).valid());  // its squares are not finite
  BOOST_TEST(!range_of(Scale::Mercator, 0, 90).valid());
  BOOST_TEST(!range_of(Scale::Table, 0, 1).valid());
  ValueRange other_ends = table({{0, 1}, {1, 2}});
  other_ends.max = 3;
  BOOST_TEST(!other_ends.valid());
}

// Every family: position() undoes value(), and what rises keeps rising. The tolerance is that of a
// few roundings, enlarged by the exponents and logarithms in between.
BOOST_AUTO_TEST_CASE(positions_and_values_undo_each_other) {
  for (const ValueRange& range : samples()) {
    BOOST_TEST_CONTEXT(name_of(range.scale) << " from " << range.min << " to " << range.max) {
      BOOST_TEST(range.valid());
      const double sign = range.min < range.max ? 1 : -1;
      double before = -sign * kInfinity;
      for (int i = 0; i <= 1000; ++i) {
        const double t = i / 1000.0, v = range.value(t);
        BOOST_TEST(sign * v > sign * before);
        BOOST_TEST(std::abs(range.position(v) - t) < 1e-12);
        before = v;
      }
      BOOST_TEST(range.value(0) == range.min, boost::test_tools::tolerance(1e-14));
      BOOST_TEST(range.value(1) == range.max, boost::test_tools::tolerance(1e-14));
      BOOST_TEST(std::isnan(range.value(std::nan(""))));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_turned_range_has_the_same_values_from_the_other_end) {
  for (const ValueRange& range : samples()) {
    const ValueRange other = turned(range);
    BOOST_TEST(other.valid());
    for (const double t : {0.0, 0.2, 0.45, 0.5, 0.93, 1.0})
      BOOST_TEST(std::abs(other.value(t) - range.value(1 - t)) <=
                 1e-12 * std::abs(range.max - range.min));
  }
}

BOOST_AUTO_TEST_CASE(a_multiplied_range_has_all_values_larger) {
  for (const ValueRange& range : samples()) {
    if (range.scale == Scale::Mercator) continue;  // degrees have no multiples
    const ValueRange larger = multiplied(range, 1000);
    BOOST_TEST(larger.valid());
    for (const double t : {0.0, 0.2, 0.45, 0.5, 0.93, 1.0})
      BOOST_TEST(std::abs(larger.value(t) - 1000 * range.value(t)) <=
                 1e-9 * std::abs(range.max - range.min));
  }
}

// What the families mean, against numbers worked out from their definitions.
BOOST_AUTO_TEST_CASE(families_follow_their_functions) {
  const auto near = boost::test_tools::tolerance(1e-12);
  BOOST_TEST(range_of(Scale::Power, 0, 100, 0.5).value(0.5) == 25.0, near);
  BOOST_TEST(range_of(Scale::Power, -2, 6, 0.5, -2).value(0.5) == 0.0, near);
  BOOST_TEST(range_of(Scale::Power, -16, 16, 0.5).value(0.25) == -4.0, near);
  const ValueRange symmetric = range_of(Scale::SymLog, -100, 100, 1);
  BOOST_TEST(std::abs(symmetric.value(0.5)) < 1e-12);
  // A decade is 9/28 of the half: 10/9 for [0, 1], then two decades.
  BOOST_TEST(symmetric.position(1) == 0.5 + 0.5 * 10 / 28, near);
  BOOST_TEST(symmetric.position(10) == 0.5 + 0.5 * 19 / 28, near);
  BOOST_TEST(symmetric.value(0.5 + 0.25 * 10 / 28) == 0.5, near);
  const ValueRange mercator = range_of(Scale::Mercator, -60, 60);
  // ln tan(45 + latitude / 2), the way it stands in textbooks.
  const auto textbook = [](double latitude) {
    return std::log(std::tan((45 + latitude / 2) * 3.14159265358979323846 / 180));
  };
  BOOST_TEST(mercator.position(30) == 0.5 + 0.5 * textbook(30) / textbook(60), near);
}

BOOST_AUTO_TEST_CASE(values_that_a_scale_does_not_hold_have_no_position) {
  BOOST_TEST(std::isnan(range_of(Scale::Log10, 1, 10).position(0)));
  BOOST_TEST(std::isnan(range_of(Scale::Log10, 1, 10).position(-3)));
  BOOST_TEST(std::isnan(range_of(Scale::Mercator, 0, 10).position(90)));
  BOOST_TEST(range_of(Scale::Linear, 0, 10).position(20) == 2);
}

BOOST_AUTO_TEST_CASE(a_table_joins_its_points_and_goes_on_beyond_them) {
  const ValueRange two_slopes = table({{0.5, 0}, {0, -2}, {1, 10}});
  BOOST_TEST(two_slopes.value(0.25) == -1);
  BOOST_TEST(two_slopes.value(0.5) == 0);
  BOOST_TEST(two_slopes.value(0.75) == 5);
  const ValueRange inner = table({{0.25, 10}, {0.5, 20}, {0.75, 60}});
  BOOST_TEST(inner.min == 0);
  BOOST_TEST(inner.max == 100);
  BOOST_TEST(inner.value(0.125) == 5);
  BOOST_TEST(inner.position(80) == 0.875);
}

BOOST_AUTO_TEST_CASE(points_that_are_no_scale_give_no_table) {
  const auto refused = [](std::vector<RangePoint> points) {
    return !table_range(std::move(points), RangeSource::Given);
  };
  BOOST_TEST(refused({}));
  BOOST_TEST(refused({{0.5, 1}}));
  BOOST_TEST(refused({{0, 1}, {0, 2}, {1, 3}}));
  BOOST_TEST(refused({{0, 1}, {0.5, 1}, {1, 3}}));
  BOOST_TEST(refused({{0, 1}, {0.5, 4}, {1, 3}}));
  BOOST_TEST(refused({{0, 1}, {1, std::nan("")}}));
  BOOST_TEST(refused({{0, -1e308}, {1, 1e308}}));
}

// Points of a scale of any family give it back, wherever they lie.
BOOST_AUTO_TEST_CASE(a_range_goes_through_points_of_its_family) {
  for (const ValueRange& range : samples()) {
    BOOST_TEST_CONTEXT(name_of(range.scale) << " from " << range.min << " to " << range.max) {
      std::vector<RangePoint> points;
      for (const double t : {0.8, 0.1, 0.45, 0.5, 0.93}) points.push_back({t, range.value(t)});
      const auto found = range_through(points, range);
      BOOST_TEST_REQUIRE(found.has_value());
      for (const double t : {0.1, 0.3, 0.45, 0.7, 0.9})
        if (range.scale != Scale::Table)
          BOOST_TEST(std::abs(found->value(t) - range.value(t)) <=
                     1e-9 * std::abs(range.max - range.min));
    }
  }
}

// The norm of a power that plotting programs have begins at the lower end, which two points give.
BOOST_AUTO_TEST_CASE(a_power_from_its_lower_end_follows_from_two_points) {
  for (const auto& range :
       {range_of(Scale::Power, 10, 110, 0.5, 10), range_of(Scale::Power, 90, -20, 2, -20)}) {
    ValueRange family = range_of(Scale::Power, 0, 1, range.shape, unweave::kLowerEnd);
    const auto found = range_through({{0.2, range.value(0.2)}, {0.9, range.value(0.9)}}, family);
    BOOST_TEST_REQUIRE(found.has_value());
    for (const double t : {0.0, 0.3, 0.5, 1.0})
      BOOST_TEST(std::abs(found->value(t) - range.value(t)) <= 1e-9 * 110);
  }
}

BOOST_AUTO_TEST_CASE(points_off_a_line_are_a_table_and_off_another_scale_nothing) {
  const ValueRange linear = range_of(Scale::Linear, 0, 1), log = range_of(Scale::Log10, 1, 10);
  const auto table_of = range_through({{0, 1}, {0.5, 2}, {1, 10}}, linear);
  BOOST_TEST_REQUIRE(table_of.has_value());
  BOOST_TEST((table_of->scale == Scale::Table));
  BOOST_TEST((range_through({{0, 1}, {0.5, 5.54}, {1, 10}}, linear)->scale == Scale::Linear));
  BOOST_TEST(!range_through({{0, 1}, {0.5, 2}, {1, 10}}, log));
  BOOST_TEST(!range_through({{0, -1}, {1, 10}}, log));
  BOOST_TEST(!range_through({{0, 1}, {0.5, 0}, {1, 10}}, linear));
  BOOST_TEST(!range_through({{0.5, 1}}, linear));
}

BOOST_AUTO_TEST_CASE(names_of_scales_are_read_back) {
  for (const Scale scale :
       {Scale::Linear, Scale::Log10, Scale::Power, Scale::SymLog, Scale::Mercator, Scale::Table})
    BOOST_TEST((unweave::scale_named(name_of(scale)) == scale));
  BOOST_TEST(!unweave::scale_named("Linear"));
  BOOST_TEST(!unweave::scale_named(""));
}

BOOST_AUTO_TEST_SUITE_END()

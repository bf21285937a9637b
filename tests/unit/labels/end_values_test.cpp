// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/end_values.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace {

using unweave::AxisLabel;

constexpr double kLength = 340;
constexpr unweave::BarLimit kTop{81, -1}, kBottom{421, 1};
constexpr double kLetters = 13;  // pixels high

std::vector<AxisLabel> labels(const std::vector<std::pair<const char*, double>>& texts,
                              bool marked) {
  std::vector<AxisLabel> out;
  for (const auto& [text, position] : texts)
    out.push_back(
        {text, position, marked ? 1.6 : 2.6, marked, kLetters, 0.95, unweave::read_number(text)});
  return out;
}

std::pair<double, double> ends(const std::vector<AxisLabel>& read,
                               const unweave::Compression& compression = {}) {
  const auto result = unweave::fit_axis(read);
  BOOST_REQUIRE(result.fit);
  return unweave::end_values(read, *result.fit, kTop, kBottom, kLength, compression);
}

// Values off the labels are known as well as positions are: 0.2 % of the range is 0.7 pixels.
constexpr double kNear = 0.002;

}  // namespace

BOOST_AUTO_TEST_SUITE(end_values)

BOOST_AUTO_TEST_CASE(ends_between_labels_are_the_fits) {
  const auto [top, bottom] = ends(labels({{"0.8", 115}, {"0.5", 217}, {"0.2", 319}}, true));
  BOOST_TEST(std::abs(top - 0.9) < 1e-9);
  BOOST_TEST(std::abs(bottom - -0.1) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_marked_label_inside_is_not_at_the_end) {
  // Ticks 4 pixels from both ends stay there.
  const auto [top, bottom] = ends(labels({{"1", 85}, {"0", 251}, {"-1", 417}}, true));
  BOOST_TEST(std::abs(top - (1 + 4 / 166.0)) < 1e-9);
  BOOST_TEST(std::abs(bottom - (-1 - 4 / 166.0)) < 1e-9);
}

BOOST_AUTO_TEST_CASE(numbers_without_ticks_stand_for_the_ends) {
  // All a few pixels above their places, as letters set on a line are.
  const auto [top, bottom] =
      ends(labels({{"1.00", 77.5}, {"0.750", 162.5}, {"0.500", 247.5}, {"0.00", 417.5}}, false));
  BOOST_TEST(top == 1.0);
  BOOST_TEST(bottom == 0.0);
}

BOOST_AUTO_TEST_CASE(numbers_moved_inward_stand_for_the_ends) {
  const auto [top, bottom] = ends(
      labels({{"100", 88}, {"80", 149}, {"60", 217}, {"40", 285}, {"20", 353}, {"0", 414}}, false));
  BOOST_TEST(top == 100.0);
  BOOST_TEST(bottom == 0.0);
}

BOOST_AUTO_TEST_CASE(behind_compression_ends_are_a_little_farther_off) {
  // As above, with smaller steps, and an end that is a pixel or two too far out.
  const auto [top, bottom] =
      ends(labels({{"10", 89}, {"8", 149}, {"6", 217}, {"4", 285}, {"2", 353}, {"0", 412}}, false),
           {true, 2.3, 1.2, 16});
  BOOST_TEST(top == 10.0);
  BOOST_TEST(bottom == 0.0);
}

BOOST_AUTO_TEST_CASE(one_end_without_a_number_is_as_far_off_as_the_other) {
  const auto [top, bottom] =
      ends(labels({{"104", 161}, {"103", 246}, {"102", 331}, {"101", 416}}, false));
  BOOST_TEST(bottom == 101.0);
  BOOST_TEST(std::abs(top - 105) < 4 * kNear);
}

BOOST_AUTO_TEST_SUITE_END()

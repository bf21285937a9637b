// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/end_probability.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

namespace unweave::testing {

namespace {

/// Probability that the bar from 100 to 300 ends where these labels say, or where it was found to.
double probability(const std::vector<std::pair<const char*, double>>& texts, bool lossy,
                   bool marked = true, bool open = false, bool outlined = true) {
  std::vector<AxisLabel> labels;
  for (const auto& [text, position] : texts)
    labels.push_back({text, position, 1.6, marked, 12, 0.97, read_number(text)});
  const FitResult fit = fit_axis(labels);
  BOOST_TEST_REQUIRE(fit.fit.has_value());
  Compression compression;
  compression.jpeg = lossy;
  compression.luma = lossy ? 3 : 0;  // as strong JPEG has
  const EndEvidence ends{{100, -1}, {300, 1}, 200, compression.edge(), open, outlined};
  const auto [first, last] = end_values(labels, *fit.fit, ends.first, ends.last, 200, compression);
  return ends_probability(labels, *fit.fit, ends, first, last);
}

constexpr double kClaim = ScaleOptions{}.claim;

}  // namespace

BOOST_AUTO_TEST_SUITE(end_probability)

BOOST_AUTO_TEST_CASE(labels_at_both_ends_leave_nothing_open) {
  BOOST_TEST(probability({{"40", 100.5}, {"20", 200}, {"0", 299.5}}, false) > kClaim);
  BOOST_TEST(probability({{"40", 101}, {"20", 200}, {"0", 299}}, true) > kClaim);
}

BOOST_AUTO_TEST_CASE(ends_far_from_all_labels_are_where_they_were_found) {
  BOOST_TEST(probability({{"30", 130}, {"20", 180}, {"10", 230}}, false) > kClaim);
}

BOOST_AUTO_TEST_CASE(a_label_a_few_pixels_inside_may_be_the_end) {
  const std::vector<std::pair<const char*, double>> texts{
      {"40", 105}, {"30", 152.5}, {"20", 200}, {"10", 247.5}, {"0", 295}};
  const double sharp = probability(texts, false), smeared = probability(texts, true);
  BOOST_TEST(smeared < kClaim);
  BOOST_TEST(smeared < sharp);
}

BOOST_AUTO_TEST_CASE(numbers_without_ticks_are_set_by_eye) {
  BOOST_TEST(probability({{"40", 96.5}, {"20", 196.5}, {"0", 296.5}}, false, false) > kClaim);
}

BOOST_AUTO_TEST_CASE(steps_without_labels_at_their_ends_may_be_steps_of_the_scale) {
  const std::vector<std::pair<const char*, double>> texts{{"30", 100}, {"20", 200}, {"10", 300}};
  const double bare = probability(texts, false, true, true, false);
  const double outlined = probability(texts, false, true, true, true);
  BOOST_TEST(bare < outlined);
  BOOST_TEST(outlined < probability(texts, false));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_verdict.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "core/labels/fitted_range.hpp"

namespace unweave::testing {

namespace {

std::vector<AxisLabel> labels(const std::vector<std::string>& texts) {
  std::vector<AxisLabel> out;
  for (std::size_t k = 0; k < texts.size(); ++k)
    out.push_back(
        {texts[k], 20.0 * static_cast<double>(k), 1.6, true, 12, 0.98, read_number(texts[k])});
  return out;
}

std::optional<ValueRange> whole_side(const AxisFit& fit) {
  return fitted_range(fit, {0, 100, fit.value_at(0), fit.value_at(100)});
}

std::optional<ValueRange> nowhere(const AxisFit& /*fit*/) { return std::nullopt; }

}  // namespace

BOOST_AUTO_TEST_SUITE(scale_verdict)

BOOST_AUTO_TEST_CASE(of_what_is_claimed_has_its_probability) {
  const auto texts = labels({"0", "10", "20", "30", "40", "50"});
  const FitResult fit = fit_axis(texts);
  const ScaleVerdict verdict = verdict_of(fit, texts, true, whole_side);
  BOOST_TEST(verdict.weighed());
  BOOST_TEST(verdict.probability == fit.probability);
  BOOST_TEST(verdict.probability >= ScaleOptions{}.claim);
  BOOST_TEST(verdict.against.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_claimed_is_the_first_candidate) {
  const auto texts = labels({"0", "10", "20", "30", "40", "50"});
  const ScaleVerdict verdict = verdict_of(fit_axis(texts), texts, false, whole_side);
  BOOST_TEST(std::isnan(verdict.probability));
  BOOST_TEST_REQUIRE(!verdict.candidates.empty());
  BOOST_TEST(verdict.candidates.front().range.min == 0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(verdict.candidates.front().range.max == 50, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(labels_that_contradict_name_the_worst_of_them) {
  const auto texts = labels({"0", "10", "47", "30"});
  const FitResult fit = fit_axis(texts);
  const ScaleVerdict verdict = verdict_of(fit, texts, true, whole_side);
  BOOST_TEST(verdict.against == "47");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_range_and_what_is_improbable_is_no_candidate) {
  const auto texts = labels({"1", "10", "100", "1000"});
  BOOST_TEST(verdict_of(fit_axis(texts), texts, false, nowhere).candidates.empty());
  ScaleOptions options;
  options.reported = 1.1;
  BOOST_TEST(verdict_of(fit_axis(texts), texts, false, whole_side, options).candidates.empty());
}

BOOST_AUTO_TEST_CASE(where_no_number_stands_nothing_was_weighed) {
  const auto texts = labels({"low", "high"});
  BOOST_TEST(!verdict_of(fit_axis(texts), texts, true, whole_side).weighed());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

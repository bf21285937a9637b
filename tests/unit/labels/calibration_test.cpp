// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/calibration.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace unweave;

namespace {

std::vector<AxisLabel> labels(const std::vector<std::pair<const char*, double>>& texts) {
  std::vector<AxisLabel> out;
  for (const auto& [text, position] : texts)
    out.push_back({text, position, 1.5, true, 10, 0.95, read_number(text)});
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(calibration)

BOOST_AUTO_TEST_CASE(a_linear_scale) {
  const auto r = fit_axis(labels({{"0", 400}, {"10", 300}, {"20", 200}, {"30", 100}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST((r.fit->scale == Scale::Linear));
  // Exact positions: only rounding in the last bits remains.
  BOOST_TEST(r.fit->value_at(50) == 35.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(r.fit->rms < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_logarithmic_scale) {
  const auto r = fit_axis(labels({{"10^-2", 300}, {"10^0", 200}, {"10^2", 100}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST((r.fit->scale == Scale::Log10));
  BOOST_TEST(r.fit->value_at(150) == 10.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(plain_decades_are_logarithmic_too) {
  const auto r = fit_axis(labels({{"1", 10}, {"10", 110}, {"100", 210}, {"1000", 310}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST((r.fit->scale == Scale::Log10));
}

BOOST_AUTO_TEST_CASE(an_outlier_is_dropped) {
  const auto r =
      fit_axis(labels({{"0.0", 500}, {"0.2", 400}, {"0.4", 300}, {"8.6", 200}, {"0.8", 100}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->labels.size() == 4u);
  BOOST_TEST(r.fit->value_at(0) == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(one_value_twice_is_one_label) {
  const auto r = fit_axis(labels({{"1", 224}, {"1", 223}, {"4", 155}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
}

BOOST_AUTO_TEST_CASE(the_meaning_that_fits_is_chosen) {
  const auto thousands = fit_axis(labels({{"500", 300}, {"1,000", 200}, {"1,500", 100}}));
  BOOST_REQUIRE(thousands.fit);
  BOOST_TEST(thousands.fit->value_at(150) == 1250.0, boost::test_tools::tolerance(1e-9));
  const auto west = fit_axis(labels({{"140E", 0}, {"180", 100}, {"140W", 200}, {"100W", 300}}));
  BOOST_REQUIRE(west.fit);
  BOOST_TEST(west.fit->value_at(300) == 260.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(contradicting_labels_give_no_scale) {
  const auto r = fit_axis(labels({{"3", 400}, {"17", 300}, {"4", 200}, {"90", 100}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
  BOOST_TEST(!r.fit);
}

BOOST_AUTO_TEST_CASE(half_of_the_labels_do_not_outvote_the_rest) {
  const auto r =
      fit_axis(labels({{"0", 600}, {"10", 500}, {"20", 400}, {"7", 300}, {"3", 200}, {"55", 100}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
}

BOOST_AUTO_TEST_CASE(labels_with_one_wrong_digit_do_not_contradict) {
  const auto r = fit_axis(labels({{"0.020", 0},
                                  {"0.015", 25},
                                  {"0.010", 50},
                                  {"0.005", 75},
                                  {"0.000", 100},
                                  {"-9.005", 125},
                                  {"-9.010", 150},
                                  {"-9.015", 175},
                                  {"-9.020", 200}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->labels.size() == 5U);
  BOOST_TEST(std::abs(r.fit->value_at(200) + 0.020) < 1e-9);  // rounding
}

BOOST_AUTO_TEST_CASE(labels_that_differ_in_more_than_a_digit_contradict) {
  const auto r = fit_axis(labels({{"0.020", 0},
                                  {"0.015", 25},
                                  {"0.010", 50},
                                  {"-0.555", 75},
                                  {"-9.110", 100},
                                  {"-9.475", 125}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
}

BOOST_AUTO_TEST_CASE(two_labels_suffice_only_when_sure_and_round) {
  auto two = labels({{"0", 300}, {"50", 100}});
  BOOST_TEST(fit_axis(two).fit.has_value());
  two[1].confidence = 0.5;
  BOOST_TEST(!fit_axis(two).fit.has_value());
  BOOST_TEST(!fit_axis(labels({{"0", 300}, {"47.3", 100}})).fit.has_value());
}

BOOST_AUTO_TEST_CASE(two_powers_of_ten_are_a_logarithmic_scale) {
  const auto r = fit_axis(labels({{"10^1", 300}, {"10^3", 100}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->value_at(200) == 100.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(rounded_labels_are_excused) {
  // Thirds, written with one digit: up to 0.033 off, which is 3 pixels here.
  const auto r = fit_axis(labels({{"0.0", 300}, {"0.3", 200}, {"0.7", 100}, {"1.0", 0}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->labels.size() == 4u);
}

BOOST_AUTO_TEST_CASE(signs_were_lost_where_texts_were_not_surely_read) {
  auto texts = labels(
      {{"30", 0}, {"20", 100}, {"10", 200}, {"0", 300}, {"10", 400}, {"20", 500}, {"30", 600}});
  for (std::size_t k = 4; k < 7; ++k) texts[k].confidence = 0;  // "(10)", "(20)", "(30)"
  const auto r = fit_axis(texts);
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->value_at(0) == 30.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(r.fit->value_at(600) == -30.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(which_half_has_lost_its_signs_cannot_be_known) {
  const auto texts = labels({{"20", 0}, {"10", 100}, {"0", 200}, {"10", 300}, {"20", 400}});
  BOOST_TEST((fit_axis(texts).outcome == FitOutcome::Contradict));
  ScaleSide bar;
  bar.rise = -1;  // most run so, not all
  const auto r = fit_axis(texts, bar);
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
  BOOST_TEST(r.probability > 0.9);
  BOOST_TEST(r.rivals.front().fit.slope < 0);
}

BOOST_AUTO_TEST_CASE(numbers_that_begin_with_zero_have_lost_their_points) {
  const auto r = fit_axis(labels({{"00", 0}, {"25", 100}, {"50", 200}, {"75", 300}, {"100", 400}}));
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(r.fit->value_at(400) == 10.0, boost::test_tools::tolerance(1e-9));
  const auto two = fit_axis(labels({{"000", 0}, {"050", 100}, {"100", 200}, {"0.75", 150}}));
  BOOST_REQUIRE(two.fit);
  BOOST_TEST(two.fit->value_at(200) == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(numbers_of_one_length_may_be_padded_with_zeros) {
  const auto r = fit_axis(labels({{"00", 0}, {"06", 100}, {"12", 200}, {"18", 300}, {"24", 400}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
  BOOST_TEST_REQUIRE(r.rivals.size() >= 2u);
  BOOST_TEST(r.rivals[0].probability + r.rivals[1].probability > 0.9);
}

BOOST_AUTO_TEST_CASE(points_are_thousands_only_where_more_labels_agree) {
  // Commas of small print, read as points.
  const auto thousands =
      fit_axis(labels({{"600", 400}, {"800", 300}, {"1.000", 200}, {"1.200", 100}}));
  BOOST_REQUIRE(thousands.fit);
  BOOST_TEST(thousands.fit->value_at(100) == 1200.0, boost::test_tools::tolerance(1e-9));
  const auto plain = fit_axis(labels({{"1.000", 300}, {"1.250", 200}, {"1.500", 100}}));
  BOOST_REQUIRE(plain.fit);
  BOOST_TEST(plain.fit->value_at(100) == 1.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(uneven_classes_are_no_logarithm) {
  // Classes as wide as each other on the bar: 1, 2, 5, 10 are 2 to 5 pixels off a logarithm.
  BOOST_TEST(!fit_axis(labels({{"1", 381}, {"2", 317}, {"5", 253}, {"10", 189}, {"20", 125}})).fit);
  // A zero stands on no logarithmic scale.
  BOOST_TEST(!fit_axis(labels({{"0", 410}, {"1", 310}, {"10", 210}, {"100", 110}})).fit);
}

BOOST_AUTO_TEST_CASE(a_value_has_a_position) {
  const auto log = fit_axis(labels({{"10^-2", 300}, {"10^0", 200}, {"10^2", 100}}));
  BOOST_REQUIRE(log.fit);
  BOOST_TEST(log.fit->position_of(10) == 150.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(std::isnan(log.fit->position_of(-1)));
}

BOOST_AUTO_TEST_CASE(nothing_to_fit) {
  BOOST_TEST((fit_axis({}).outcome == FitOutcome::NoLabels));
  BOOST_TEST((fit_axis(labels({{"depth", 10}, {"5", 20}})).outcome == FitOutcome::NoLabels));
}

BOOST_AUTO_TEST_CASE(a_letter_is_one_thing_in_all_labels) {
  // Tera or tesla: however many labels there are, the text alone does not tell.
  const auto r = fit_axis(labels({{"1T", 400}, {"2T", 300}, {"3T", 200}, {"4T", 100}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
}

BOOST_AUTO_TEST_CASE(gaps_between_digits_show_lost_points) {
  const auto spaced = [](double gap) {
    auto out = labels({{"50", 400}, {"52", 300}, {"54", 200}, {"56", 100}});
    for (AxisLabel& l : out) l.gaps = {gap};
    return fit_axis(out);
  };
  BOOST_TEST((spaced(0.15).outcome == FitOutcome::Fitted));
  BOOST_TEST((spaced(0.5).outcome == FitOutcome::Contradict));
}

BOOST_AUTO_TEST_CASE(a_padded_exponent_without_a_sign_has_lost_it) {
  const auto r = fit_axis(labels({{"1e04", 400}, {"2e04", 300}, {"3e04", 200}, {"4e04", 100}}));
  BOOST_TEST((r.outcome == FitOutcome::Contradict));
  const auto signs = fit_axis(labels({{"1e-04", 400}, {"2e-04", 300}, {"3e-04", 200}}));
  BOOST_REQUIRE(signs.fit);
  BOOST_TEST(signs.fit->value_at(200) == 3e-4, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()

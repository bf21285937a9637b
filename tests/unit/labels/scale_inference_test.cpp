// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_inference.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/labels/calibration.hpp"

namespace unweave::testing {

namespace {

constexpr double kTop = 40, kLength = 320;  // of the side, pixels
constexpr double kExact = 1e-6;             // rounding of least squares

using Texts = std::vector<std::pair<std::string, double>>;

std::vector<AxisLabel> labels(const Texts& texts, double confidence = 0.95) {
  std::vector<AxisLabel> out;
  for (const auto& [text, position] : texts)
    out.push_back({text, position, 1.6, true, 10, confidence, read_number(text)});
  return out;
}

FitResult fit(const Texts& texts, double confidence = 0.95) {
  return fit_axis(labels(texts, confidence), {{}, kTop, kTop + kLength, false});
}

/// A text as programs write a number with so many decimals.
std::string written(double value, int decimals) {
  std::ostringstream out;
  out.precision(decimals);
  out << std::fixed << value;
  return out.str();
}

struct Drawn {
  Texts texts;
  double first = 0, last = 0;  ///< values at both ends of the side
};

/// A linear scale as programs draw one: some 3 to 9 labels at multiples of a round step.
Drawn draw(std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double steps[] = {1, 2, 2.5, 5};
  const int power = static_cast<int>(unit(random) * 5) - 2;
  const double step = steps[static_cast<int>(unit(random) * 4)] * std::pow(10.0, power);
  const double count = 3 + 6 * unit(random);  // steps between the ends
  Drawn out;
  out.first = step * (std::floor(20 * unit(random) - 12) + unit(random));
  out.last = out.first + count * step;
  const int decimals = std::max(0, 1 - power);
  for (double k = std::ceil(out.first / step); k * step <= out.last; ++k) {
    const double position = kTop + kLength * (k * step - out.first) / (out.last - out.first);
    out.texts.emplace_back(written(k * step, decimals), position);
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scale_inference)

/// What is claimed of drawn scales is right: 0.5 % of the range is 1.6 pixels. Those with as few as
/// three labels are claimed as well.
BOOST_AUTO_TEST_CASE(drawn_scales_are_read) {
  std::mt19937 random(7);
  for (int k = 0; k < 200; ++k) {
    const Drawn d = draw(random);
    if (d.texts.size() < 3) continue;
    const FitResult r = fit(d.texts);
    BOOST_TEST_INFO("figure " << k << " of " << d.texts.size() << " labels, " << d.texts[0].first);
    BOOST_REQUIRE(r.fit);
    const double span = std::abs(d.last - d.first);
    BOOST_TEST(std::abs(r.fit->value_at(kTop) - d.first) < 0.005 * span);
    BOOST_TEST(std::abs(r.fit->value_at(kTop + kLength) - d.last) < 0.005 * span);
  }
}

/// Texts that moved on by one label, the last of them to the front, explain less.
BOOST_AUTO_TEST_CASE(labels_shifted_by_one_place_score_less) {
  std::mt19937 random(11);
  const auto score = [](const Texts& texts) {
    const ScaleOptions options;
    const ScaleSide side{{}, kTop, kTop + kLength, false};
    return infer_scale(evidence_of(labels(texts), side, options)).scales.front().scale.score;
  };
  for (int k = 0; k < 100; ++k) {
    Drawn d = draw(random);
    if (d.texts.size() < 3) continue;
    const double right = score(d.texts);
    const std::string first = d.texts.front().first;
    for (std::size_t i = 0; i + 1 < d.texts.size(); ++i) d.texts[i].first = d.texts[i + 1].first;
    d.texts.back().first = first;
    BOOST_TEST_INFO("figure " << k << " of " << d.texts.size() << " labels");
    BOOST_TEST(score(d.texts) < right - 5);  // nats: at least a label's worth
  }
}

/// A label that another program would have drawn and that is not there counts against the scale.
BOOST_AUTO_TEST_CASE(a_label_that_is_missing_lowers_the_probability) {
  const Texts all{{"0", 40}, {"10", 120}, {"20", 200}, {"30", 280}, {"40", 360}};
  Texts gap = all;
  gap.erase(gap.begin() + 2);
  BOOST_TEST(fit(gap).probability < fit(all).probability);
}

BOOST_AUTO_TEST_CASE(claims_follow_a_mirrored_and_an_enlarged_figure) {
  std::mt19937 random(13);
  for (int k = 0; k < 50; ++k) {
    const Drawn d = draw(random);
    if (d.texts.size() < 3) continue;
    const FitResult r = fit(d.texts);
    Texts mirrored = d.texts;
    for (auto& [text, position] : mirrored) position = 2 * kTop + kLength - position;
    const FitResult m = fit(mirrored);
    std::vector<AxisLabel> twice = labels(d.texts);
    for (AxisLabel& l : twice) {
      l.position *= 2;
      l.tolerance *= 2;
    }
    const FitResult t = fit_axis(twice, {{}, 2 * kTop, 2 * (kTop + kLength), false});
    BOOST_REQUIRE(r.fit);
    BOOST_REQUIRE(m.fit);
    BOOST_REQUIRE(t.fit);
    const double span = std::abs(d.last - d.first);
    BOOST_TEST(std::abs(m.fit->value_at(kTop + kLength) - r.fit->value_at(kTop)) < kExact * span);
    BOOST_TEST(std::abs(t.fit->value_at(2 * kTop) - r.fit->value_at(kTop)) < kExact * span);
    BOOST_TEST(std::abs(t.probability - r.probability) < 0.01);
  }
}

/// An outermost label that does not fit may well be right: the scale bends there.
BOOST_AUTO_TEST_CASE(an_end_that_does_not_fit_is_not_extrapolated) {
  const FitResult r =
      fit({{"10", 40}, {"8", 72}, {"6", 104}, {"4", 136}, {"2", 168}, {"0", 200}, {"-2", 360}});
  BOOST_TEST((!r.fit || std::abs(r.fit->value_at(360) + 2) < 0.1));
}

BOOST_AUTO_TEST_CASE(two_slopes_with_labels_on_both_are_read) {
  const FitResult r = fit({{"10", 40}, {"5", 120}, {"0", 200}, {"-1", 280}, {"-2", 360}});
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(std::abs(r.fit->value_at(40) - 10) < 0.05);
  BOOST_TEST(std::abs(r.fit->value_at(360) + 2) < 0.05);
  BOOST_TEST(std::abs(r.fit->value_at(160) - 2.5) < 0.05);
}

BOOST_AUTO_TEST_CASE(square_roots_are_read) {
  Texts texts;
  for (const int v : {0, 20, 40, 60, 80, 100})
    texts.emplace_back(std::to_string(v), kTop + kLength * std::sqrt(v / 100.0));
  const FitResult r = fit(texts);
  BOOST_REQUIRE(r.fit);
  BOOST_TEST((r.fit->scale == Scale::Power));
  BOOST_TEST(std::abs(r.fit->value_at(kTop + kLength / 2) - 25) < 0.3);
}

BOOST_AUTO_TEST_CASE(symmetric_logarithms_are_read) {
  const ScaleShape shape{ScaleFamily::SymLog, 1, 1};
  Texts texts;
  for (const int v : {-100, -10, -1, 0, 1, 10, 100})
    texts.emplace_back(std::to_string(v), 200 + 40 * shape.u(v));
  const FitResult r = fit(texts);
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(std::abs(r.fit->value_at(200) - 0) < 1e-6);
  BOOST_TEST(std::abs(r.fit->value_at(200 + 40 * shape.u(30)) - 30) < 0.5);
}

/// Marks right where minus signs would be, at all numbers but 0.
BOOST_AUTO_TEST_CASE(marks_that_may_be_signs_are_weighed) {
  std::vector<AxisLabel> read = labels({{"0", 40},
                                        {"20", 93.3},
                                        {"40", 146.7},
                                        {"60", 200},
                                        {"80", 253.3},
                                        {"100", 306.7},
                                        {"120", 360}});
  for (std::size_t k = 1; k < read.size(); ++k) read[k].dash_mark = true;
  read[0].marked = false;
  const FitResult r = fit_axis(read, {{}, kTop, kTop + kLength, false});
  BOOST_TEST((!r.fit || std::abs(r.fit->value_at(360) + 120) < 1));
}

/// Small print makes one letter of all labels another. What stands against it in a single label is
/// then as likely the truth as a slip.
BOOST_AUTO_TEST_CASE(an_exponent_that_was_misread_in_all_labels_but_one_is_not_claimed) {
  const Texts alike{{"1x10^5", 40}, {"2x10^5", 146.7}, {"3x10^5", 253.3}, {"4x10^5", 360}};
  BOOST_TEST(fit(alike).fit.has_value());
  for (const char* other : {"4x10^3", "4x10^7", "4x10^4"}) {
    Texts one = alike;
    one.back().first = other;
    BOOST_TEST(!fit(one).fit.has_value(), other << " was overruled");
    BOOST_TEST(fit(one).probability < 0.99);
  }
}

/// The exponents' signs were lost, so that a scale that rises upward seems to fall.
BOOST_AUTO_TEST_CASE(signs_that_all_exponents_lost_are_thought_of) {
  const auto upward = [](const Texts& texts) {
    return fit_axis(labels(texts, 0.7), {{}, kTop, kTop + kLength, false, -1});
  };
  BOOST_TEST(upward({{"10^-1", 40}, {"10^-2", 200}, {"10^-3", 360}}).fit.has_value());
  BOOST_TEST(upward({{"10^3", 40}, {"10^2", 200}, {"10^1", 360}}).fit.has_value());
  BOOST_TEST(!upward({{"10^1", 40}, {"10^2", 200}, {"10^3", 360}}).fit.has_value());
  // One of them kept its sign.
  BOOST_TEST(!upward({{"10^-1", 40}, {"10^2", 200}, {"10^3", 360}}).fit.has_value());
}

BOOST_AUTO_TEST_CASE(a_point_that_all_labels_but_one_lost_is_thought_of) {
  BOOST_TEST(fit({{"2.5", 40}, {"5.0", 146.7}, {"7.5", 253.3}, {"10.0", 360}}).fit.has_value());
  BOOST_TEST(fit({{"25", 40}, {"50", 146.7}, {"75", 253.3}, {"100", 360}}).fit.has_value());
  BOOST_TEST(!fit({{"2.5", 40}, {"50", 146.7}, {"75", 253.3}, {"100", 360}}).fit.has_value());
}

/// "3σ" was read as 30, but in the last label, whose letter was lost.
BOOST_AUTO_TEST_CASE(a_letter_that_was_taken_for_a_digit_is_thought_of) {
  BOOST_TEST(fit({{"10", 40}, {"20", 146.7}, {"30", 253.3}, {"40", 360}}).fit.has_value());
  BOOST_TEST(!fit({{"10", 40}, {"20", 146.7}, {"30", 253.3}, {"4", 360}}, 0.9).fit.has_value());
}

/// A slip in one label that the others contradict is overruled as before.
BOOST_AUTO_TEST_CASE(a_digit_that_was_misread_in_one_label_is_overruled) {
  const FitResult r =
      fit({{"0", 40}, {"10", 104}, {"20", 168}, {"80", 232}, {"40", 296}, {"50", 360}});
  BOOST_REQUIRE(r.fit);
  BOOST_TEST(std::abs(r.fit->value_at(360) - 50) < 0.01);
}

BOOST_AUTO_TEST_CASE(readers_that_are_unsure_leave_scales_unclaimed) {
  BOOST_TEST(!fit({{"0", 40}, {"50", 360}}, 0.4).fit.has_value());
  BOOST_TEST(fit({{"0", 40}, {"50", 360}}, 0.95).fit.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

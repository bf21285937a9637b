// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/confidence.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/lookup/inverse_lookup.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;
using Eigen::RowVector3d;

namespace {

/// A straight curve from (0.2, 0.5, 0.5) to (0.2 + length, 0.5, 0.5).
Locus straight(double length) {
  Locus locus;
  locus.colors.resize(2, 3);
  locus.colors << 0.2, 0.5, 0.5, 0.2 + length, 0.5, 0.5;
  locus.t = Eigen::Vector2d(0, 1);
  return locus;
}

RowVector3d along(double t, double length) { return {0.2 + t * length, 0.5, 0.5}; }

constexpr int kTrials = 4000;

/// Looks up colors of a straight curve with normal noise, at least `margin` from its ends: calls
/// f(t less the truth, how sure t is).
template <class F>
void each_trial(double noise, double margin, Random& random, F&& f) {
  const Locus locus = straight(0.8);
  const ConfidenceModel model(locus, {}, noise, true);
  const InverseLookup lookup(locus);
  for (int i = 0; i < kTrials; ++i) {
    const double truth = random.uniform(margin, 1 - margin);
    const RowVector3d error(noise * random.normal(), noise * random.normal(),
                            noise * random.normal());
    const RowVector3d color = along(truth, 0.8) + error;
    const double t = lookup.find(color).t;
    f(t - truth, model.at(color, t));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(confidence)

// A curve of the cube's edge against rounding noise: 0.01 of it is nine times the noise.
BOOST_AUTO_TEST_CASE(a_fast_clean_curve_is_sure) {
  const ConfidenceModel model(straight(0.8), {}, 0, true);
  BOOST_TEST(model.at(along(0.4, 0.8), 0.4).confidence > 0.99F);
}

BOOST_AUTO_TEST_CASE(more_noise_is_less_sure) {
  float last = 1;
  for (const double noise : {0.005, 0.01, 0.02, 0.05}) {
    const ConfidenceModel model(straight(0.8), {}, noise, true);
    const float c = model.at(along(0.4, 0.8), 0.4).confidence;
    BOOST_TEST(c < last);
    last = c;
  }
  BOOST_TEST(last < 0.2F);
}

BOOST_AUTO_TEST_CASE(a_color_off_the_curve_is_less_sure) {
  const ConfidenceModel model(straight(0.8), {}, 0.002, true);
  BOOST_TEST(model.at(along(0.4, 0.8) + RowVector3d(0, 0.1, 0), 0.4).confidence < 0.5F);
}

// There and back again: either half of a hairpin may have given the color.
BOOST_AUTO_TEST_CASE(two_stretches_share) {
  Locus hairpin;
  hairpin.colors.resize(3, 3);
  hairpin.colors << 0.1, 0.5, 0.5, 0.9, 0.5, 0.5, 0.1, 0.5, 0.5;
  hairpin.t = Eigen::Vector3d(0, 0.5, 1);
  const ConfidenceModel model(hairpin, {}, 0, true);
  const Certainty c = model.at({0.5, 0.5, 0.5}, 0.25);
  BOOST_TEST(std::abs(c.confidence - 0.5F) < 0.02F);
  // Half of the likelihood is 0.5 away: the root of 0.5 * 0.25.
  BOOST_TEST(std::abs(c.deviation - 0.354F) < 0.01F);
}

BOOST_AUTO_TEST_CASE(an_unknown_speed_bounds_it) {
  const ConfidenceModel model(straight(0.8), {}, 0, false);
  BOOST_TEST(model.at(along(0.4, 0.8), 0.4).confidence <= 0.5F);
  BOOST_TEST(std::isnan(model.at(along(0.4, 0.8), 0.4).deviation));
}

BOOST_AUTO_TEST_CASE(a_closed_curve_has_no_ends) {
  Locus ring;
  ring.colors.resize(64, 3);
  ring.t.resize(64);
  for (int k = 0; k < 64; ++k) {
    const double angle = 2 * 3.14159265358979 * k / 64;
    ring.colors.row(k) << 0.5 + 0.4 * std::cos(angle), 0.5 + 0.4 * std::sin(angle), 0.5;
    ring.t[k] = k / 64.0;
  }
  ring.closed = true;
  const ConfidenceModel model(ring, {}, 0.002, true);
  BOOST_TEST(model.at(ring.colors.row(0), 0.0).confidence > 0.9F);
}

// What the number promises, against normal noise of the stated width about a straight curve: of the
// colors with a confidence of at least 0.9, 90 % are within 0.01; overall, the mean confidence is
// no larger than the share that is (the model allows for longer tails, so it may be smaller).
BOOST_AUTO_TEST_CASE(it_is_no_larger_than_the_share_that_is_near) {
  Random random(4);
  for (const double noise : {0.002, 0.004, 0.008}) {
    int sure = 0, sure_near = 0, near = 0;
    double sum = 0;
    each_trial(noise, 0.05, random, [&](double error, const Certainty& c) {
      const bool is_near = std::abs(error) <= ConfidenceModel::kNear;
      near += is_near;
      sum += c.confidence;
      sure += c.confidence >= 0.9F;
      sure_near += c.confidence >= 0.9F && is_near;
    });
    BOOST_TEST(sure_near >= 0.9 * sure);
    BOOST_TEST(sum <= near + 0.02 * kTrials);
  }
}

// By the standard's own meaning: the root mean square of the errors, and no less. Normal noise
// about a straight curve moves t by noise / length; the model allows for 1.5 times as much and for
// the rounding to 8 bits, hence up to twice.
BOOST_AUTO_TEST_CASE(the_deviation_is_that_of_the_errors) {
  Random random(5);
  for (const double noise : {0.002, 0.004, 0.008}) {
    double squares = 0, said = 0;
    each_trial(noise, 0.1, random, [&](double error, const Certainty& c) {
      squares += error * error;
      said += std::pow(c.deviation, 2);
    });
    const double ratio = std::sqrt(said / squares);
    BOOST_TEST(ratio >= 1);
    BOOST_TEST(ratio <= 2);
  }
}

BOOST_AUTO_TEST_CASE(steps_have_no_table_behind_them) {
  Locus steps;
  steps.colors.resize(3, 3);
  steps.colors << 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9, 0.5, 0.5;
  steps.t = Eigen::Vector3d(0, 0.5, 1);
  steps.discrete = true;
  BOOST_TEST(ConfidenceModel(steps, {}, 0, true).at({0.5, 0.5, 0.5}, 0.5).deviation < 1e-6F);
  // A quarter of a percent is what a table of 256 colors leaves of a clean picture's values.
  const float clean =
      ConfidenceModel(straight(0.8), {}, 0, true).at(along(0.4, 0.8), 0.4).deviation;
  BOOST_TEST(clean > 0.001F);
  BOOST_TEST(clean < 0.0025F);
}

// A value is anywhere in its entry: a table of ten colors leaves a tenth of the range.
BOOST_AUTO_TEST_CASE(a_coarse_table_is_less_certain) {
  Locus locus = straight(0.8);
  const double usual = ConfidenceModel(locus, {}, 0, true).at(along(0.5, 0.8), 0.5).deviation;
  locus.step = 0.1;
  const double coarse = ConfidenceModel(locus, {}, 0, true).at(along(0.5, 0.8), 0.5).deviation;
  BOOST_TEST(usual < 0.002);
  BOOST_TEST(std::abs(coarse - 0.1 / std::sqrt(12.0)) < 1e-3);
}

// Errors of the two ends, one of the other independent: each moves what is near it.
BOOST_AUTO_TEST_CASE(ends_that_are_not_known_count_by_their_nearness) {
  constexpr double kEnd = 0.02;
  Locus locus = straight(0.8);
  locus.end = kEnd;
  const ConfidenceModel model(locus, {}, 0, true);
  for (const double t : {0.0, 0.25, 0.5, 1.0}) {
    const double expected = kEnd * std::hypot(1 - t, t);
    BOOST_TEST(std::abs(model.at(along(t, 0.8), t).deviation - expected) < 2e-3);
  }
}

BOOST_AUTO_TEST_SUITE_END()

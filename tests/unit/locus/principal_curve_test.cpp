// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/principal_curve.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

using Eigen::Index;
using Eigen::RowVector3d;
using Curve = std::function<RowVector3d(double)>;

RowVector3d helix(double t) {
  const double a = 3 * std::numbers::pi * t;  // one turn and a half
  return {0.5 + 0.35 * std::cos(a), 0.5 + 0.35 * std::sin(a), 0.1 + 0.8 * t};
}

RowVector3d right_angle(double t) {
  return t < 0.5 ? RowVector3d(0.1 + 1.6 * t, 0.1, 0.2)
                 : RowVector3d(0.9, 0.1 + 1.6 * (t - 0.5), 0.2);
}

struct Points {
  Colors colors;
  Eigen::VectorXd weights, order, t;
};

/// Points around a curve, evenly spread along it, in random sequence. The order is a distorted and
/// slightly wrong t, as seriation gives it.
Points around(const Curve& curve, Index n, double noise, std::uint64_t seed) {
  Random random(seed);
  Points p{Colors(n, 3), Eigen::VectorXd(n), Eigen::VectorXd(n), Eigen::VectorXd(n)};
  const auto place = random.permutation(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) {
    const Index k = place[static_cast<std::size_t>(i)];
    const double t = static_cast<double>(i) / static_cast<double>(n - 1);
    p.t[k] = t;
    p.colors.row(k) =
        curve(t) + noise * RowVector3d(random.normal(), random.normal(), random.normal());
    p.weights[k] = random.uniform(0.5, 2);
    p.order[k] =
        std::cos(std::numbers::pi * (t + 0.003 * random.normal()));  // falling: any direction
  }
  return p;
}

/// Distance of a point from the true curve, by brute force.
double distance_from(const Curve& curve, const RowVector3d& point) {
  double best = 1e300;
  for (int i = 0; i <= 4000; ++i) best = std::min(best, (curve(i / 4000.0) - point).norm());
  return best;
}

/// Largest distance of the nodes with t in [margin, 1 - margin] from the true curve.
double worst_node(const Locus& locus, const Curve& curve, double margin = 0) {
  double worst = 0;
  for (Index k = 0; k < locus.colors.rows(); ++k)
    if (locus.t[k] >= margin && locus.t[k] <= 1 - margin)
      worst = std::max(worst, distance_from(curve, locus.colors.row(k)));
  return worst;
}

/// How far the curve's ends are from the true ones, whichever way it runs.
double end_error(const Locus& locus, const Curve& curve) {
  const RowVector3d first = locus.colors.row(0), last = locus.colors.row(locus.colors.rows() - 1);
  const double forward = std::max((first - curve(0)).norm(), (last - curve(1)).norm());
  const double backward = std::max((first - curve(1)).norm(), (last - curve(0)).norm());
  return std::min(forward, backward);
}

void check_positions(const Locus& locus, int nodes) {
  BOOST_TEST_REQUIRE(locus.colors.rows() == nodes);
  BOOST_TEST_REQUIRE(locus.t.size() == nodes);
  BOOST_TEST(locus.colors.allFinite());
  BOOST_TEST(locus.t[0] == 0.0);
  BOOST_TEST(locus.t[nodes - 1] == 1.0);
  const Eigen::VectorXd s = arc_length(locus.colors);
  for (Index k = 1; k < nodes; ++k) {
    BOOST_TEST(locus.t[k] > locus.t[k - 1]);
    BOOST_TEST(std::abs(locus.t[k] - s[k] / s[nodes - 1]) < 1e-9);  // t by arc length
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(principal_curve)

// Without noise the bandwidth is 0.004 of the length, 0.014: a helix of radius 0.35 then bends by
// 0.014^2 / (2 * 0.35) < 0.0003 within it. Tolerance 0.002, half an 8-bit level.
BOOST_AUTO_TEST_CASE(points_on_a_helix_give_the_helix) {
  const Points p = around(helix, 800, 0, 1);
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  BOOST_TEST(worst_node(locus, helix) < 0.002);
  BOOST_TEST(end_error(locus, helix) < 0.006);  // about the distance of two points
  BOOST_TEST(locus.noise < 0.001);
}

// Noise 0.01 a channel (2.5 levels). The kernel takes in about 27 points, so a node is off by
// 0.01 * sqrt(2 / 27) = 0.0027 in rms, and the worst of 256 by three to four times that. At the
// ends the outermost points stretch the curve by up to three times the noise.
BOOST_AUTO_TEST_CASE(points_around_a_helix_give_the_helix) {
  const Points p = around(helix, 1500, 0.01, 2);
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  BOOST_TEST(worst_node(locus, helix, 0.02) < 0.01);
  BOOST_TEST(end_error(locus, helix) < 0.03);
  // Two channels of noise are across the curve: 0.01 * sqrt(2), less what the fit follows and the
  // worst 2 % that are left out.
  BOOST_TEST(locus.noise > 0.009);
  BOOST_TEST(locus.noise < 0.016);
}

// The ends must not be drawn inwards (a kernel mean would lose half a bandwidth at each): at least
// 99 % of the true length. The outermost points may stretch it by up to four times the noise a
// side.
BOOST_AUTO_TEST_CASE(ends_are_not_shortened) {
  const Curve line = [](double t) {
    return RowVector3d(0.1 + 0.8 * t, 0.2 + 0.5 * t, 0.9 - 0.7 * t);
  };
  const Points p = around(line, 1000, 0.005, 3);
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  const double length = arc_length(locus.colors)[255], truth = (line(1) - line(0)).norm();
  BOOST_TEST(length > 0.99 * truth);
  BOOST_TEST(length < truth + 2 * 4 * 0.005);
  BOOST_TEST(end_error(locus, line) < 4 * 0.005);
}

// A corner is cut by the kernel: a bandwidth s rounds it by s / sqrt(pi) or less; here s is 1.5
// times the noise across the curve, at most 0.012.
BOOST_AUTO_TEST_CASE(a_right_angle_stays_sharp) {
  const Points p = around(right_angle, 1200, 0.005, 4);
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  double corner = 1e300;
  for (Index k = 0; k < 256; ++k)
    corner = std::min(corner, (locus.colors.row(k) - right_angle(0.5)).norm());
  BOOST_TEST(corner < 0.012);
  BOOST_TEST(worst_node(locus, right_angle) < 0.012);
  BOOST_TEST(end_error(locus, right_angle) < 0.015);
}

// Two stretches 0.06 apart with noise 0.005: points must not jump from one to the other.
BOOST_AUTO_TEST_CASE(near_branches_are_kept_apart) {
  const Curve hairpin = [](double t) {
    if (t < 0.45) return RowVector3d(0.1 + 0.8 * t / 0.45, 0.4, 0.5);
    if (t > 0.55) return RowVector3d(0.9 - 0.8 * (t - 0.55) / 0.45, 0.46, 0.5);
    const double a = std::numbers::pi * ((t - 0.45) / 0.1 - 0.5);
    return RowVector3d(0.9 + 0.03 * std::cos(a), 0.43 + 0.03 * std::sin(a), 0.5);
  };
  const Points p = around(hairpin, 1200, 0.005, 5);
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  BOOST_TEST(worst_node(locus, hairpin) < 0.012);
  BOOST_TEST(end_error(locus, hairpin) < 0.015);
  const double truth = 1.6 + 0.03 * std::numbers::pi;
  BOOST_TEST(std::abs(arc_length(locus.colors)[255] - truth) < 0.05 * truth);
}

BOOST_AUTO_TEST_CASE(gaps_are_bridged) {
  Points p = around(helix, 800, 0, 6);
  for (Index i = 0; i < p.t.size(); ++i)
    if (p.t[i] > 0.4 && p.t[i] < 0.5) p.weights[i] = 0;
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order);
  check_positions(locus, 256);
  // The chord of a tenth of the curve: its sagitta is 0.35 * (1 - cos(0.47)) = 0.038.
  BOOST_TEST(worst_node(locus, helix) < 0.04);
}

BOOST_AUTO_TEST_CASE(two_points_are_a_line) {
  Colors points(2, 3);
  points << 0.1, 0.2, 0.3, 0.6, 0.5, 0.4;
  const Locus locus = fit_principal_curve(points, Eigen::Vector2d(1, 1), Eigen::Vector2d(0, 1));
  BOOST_TEST(locus.colors.allFinite());
  BOOST_TEST((locus.colors.row(0) - points.row(0)).norm() < 1e-9);
  BOOST_TEST((locus.colors.row(locus.colors.rows() - 1) - points.row(1)).norm() < 1e-9);
}

BOOST_AUTO_TEST_CASE(nodes_are_as_many_as_wanted_and_in_the_cube) {
  const Curve edge = [](double t) { return RowVector3d(t, 0, 0); };
  const Points p = around(edge, 500, 0.01, 7);
  PrincipalCurveOptions options;
  options.nodes = 64;
  const Locus locus = fit_principal_curve(p.colors, p.weights, p.order, options);
  check_positions(locus, 64);
  BOOST_TEST(locus.colors.minCoeff() >= 0.0);
  BOOST_TEST(locus.colors.maxCoeff() <= 1.0);
}

BOOST_AUTO_TEST_CASE(is_deterministic) {
  const Points p = around(helix, 500, 0.01, 8);
  const Locus first = fit_principal_curve(p.colors, p.weights, p.order);
  const Locus second = fit_principal_curve(p.colors, p.weights, p.order);
  BOOST_TEST((first.colors.array() == second.colors.array()).all());
}

BOOST_AUTO_TEST_SUITE_END()

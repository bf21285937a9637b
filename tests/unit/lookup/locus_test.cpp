// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/locus.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace unweave;

namespace {

Locus right_angle() {
  Locus locus;
  locus.colors.resize(3, 3);
  locus.colors << 0, 0, 0, 0.3, 0, 0, 0.3, 0.4, 0;
  locus.t = Eigen::Vector3d(0, 0.25, 1);
  return locus;
}

double apart(const Eigen::RowVector3d& a, const Eigen::RowVector3d& b) { return (a - b).norm(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(locus)

BOOST_AUTO_TEST_CASE(arc_length_adds_the_segments) {
  const Eigen::VectorXd s = arc_length(right_angle().colors);
  BOOST_TEST_REQUIRE(s.size() == 3);
  BOOST_TEST(s[0] == 0.0);
  BOOST_TEST(std::abs(s[1] - 0.3) < 1e-15);
  BOOST_TEST(std::abs(s[2] - 0.7) < 1e-15);
}

BOOST_AUTO_TEST_CASE(arc_length_of_one_node_is_zero) {
  const Eigen::VectorXd s = arc_length(Colors::Constant(1, 3, 0.5));
  BOOST_TEST_REQUIRE(s.size() == 1);
  BOOST_TEST(s[0] == 0.0);
}

BOOST_AUTO_TEST_CASE(colors_are_linear_between_nodes_and_exact_at_them) {
  const Locus l = right_angle();
  for (Eigen::Index k = 0; k < 3; ++k) BOOST_TEST(apart(color_at(l, l.t[k]), l.colors.row(k)) == 0);
  BOOST_TEST(apart(color_at(l, 0.125), {0.15, 0, 0}) < 1e-15);
  BOOST_TEST(apart(color_at(l, 0.625), {0.3, 0.2, 0}) < 1e-15);
}

BOOST_AUTO_TEST_CASE(beyond_the_ends_is_clamped) {
  const Locus l = right_angle();
  BOOST_TEST(apart(color_at(l, -1), l.colors.row(0)) == 0);
  BOOST_TEST(apart(color_at(l, 2), l.colors.row(2)) == 0);
}

// A table's nodes need not reach 0 and 1 (the first entry of n stands for 0.5 / n).
BOOST_AUTO_TEST_CASE(nodes_need_not_reach_the_ends) {
  Locus l = right_angle();
  l.t = Eigen::Vector3d(0.1, 0.5, 0.9);
  BOOST_TEST(apart(color_at(l, 0), l.colors.row(0)) == 0);
  BOOST_TEST(apart(color_at(l, 1), l.colors.row(2)) == 0);
}

BOOST_AUTO_TEST_CASE(nodes_with_equal_t_do_not_divide_by_zero) {
  Locus l = right_angle();
  l.t = Eigen::Vector3d(0, 0, 1);
  BOOST_TEST(color_at(l, 0).allFinite());
  BOOST_TEST(apart(color_at(l, 1), l.colors.row(2)) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/level_edges.hpp"

#include <boost/test/unit_test.hpp>

namespace unweave::testing {

namespace {

std::vector<PlacedColor> grays(int n) {
  std::vector<PlacedColor> out;
  for (int k = 0; k < n; ++k)
    out.push_back({(k + 0.5) / n, Eigen::RowVector3d::Constant(static_cast<double>(k) / n)});
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(level_edges)

BOOST_AUTO_TEST_CASE(edges_lie_half_way_between_levels_in_any_order) {
  auto colors = grays(5);
  std::swap(colors[0], colors[3]);
  colors.push_back(colors[2]);  // met twice
  const std::vector<double> expected{0, 0.2, 0.4, 0.6, 0.8, 1};
  const auto edges = step_edges(colors);
  BOOST_TEST_REQUIRE(edges.size() == expected.size());
  for (std::size_t i = 0; i < edges.size(); ++i)
    BOOST_TEST(edges[i] == expected[i], boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(entries_of_a_smooth_table_are_no_steps) {
  BOOST_TEST(step_edges(grays(256)).empty());
  // Sixty neighbors of such a table: few, but nobody sees them apart
  auto part = grays(256);
  part.resize(60);
  BOOST_TEST(step_edges(part).empty());
}

BOOST_AUTO_TEST_CASE(two_colors_are_no_scale) { BOOST_TEST(step_edges(grays(2)).empty()); }

BOOST_AUTO_TEST_CASE(categories_sample_no_curve) {
  Colors map(6, 3), categories(6, 3);
  map << 0.27, 0.0, 0.33, 0.25, 0.27, 0.53, 0.16, 0.47, 0.56, 0.13, 0.66, 0.52, 0.48, 0.82, 0.32,
      0.99, 0.91, 0.14;
  categories << 0.12, 0.47, 0.71, 1, 0.5, 0.05, 0.17, 0.63, 0.17, 0.84, 0.15, 0.16, 0.58, 0.4, 0.74,
      0.55, 0.34, 0.29;
  BOOST_TEST(sample_a_curve(map));
  BOOST_TEST(!sample_a_curve(categories));
  BOOST_TEST(!sample_a_curve(map.topRows(4)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

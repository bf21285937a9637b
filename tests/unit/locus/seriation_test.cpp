// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/seriation.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

using Order = std::vector<std::uint32_t>;

/// True if the positions put the cells in the order given, or in the reverse one.
bool orders(const Eigen::VectorXd& position, const Order& order) {
  bool rising = true, falling = true;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double step = position[order[i]] - position[order[i - 1]];
    rising = rising && step > 0;
    falling = falling && step < 0;
  }
  return rising || falling;
}

Edge edge(std::uint32_t a, std::uint32_t b, double weight) {
  return {std::min(a, b), std::max(a, b), weight};
}

void shuffle(std::vector<Edge>& edges, Random& random) {
  std::vector<Edge> out;
  for (const std::uint32_t i : random.permutation(edges.size())) out.push_back(edges[i]);
  edges = std::move(out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seriation)

// The second eigenvector of a path is monotone whatever the weights (Fiedler 1975: its normalized
// Laplacian is a tridiagonal matrix), so the order must come back exactly.
BOOST_AUTO_TEST_CASE(shuffled_paths_come_back_exactly) {
  for (const std::size_t n : {2u, 3u, 4u, 7u, 20u, 21u, 64u, 255u, 600u}) {
    BOOST_TEST_INFO_SCOPE(n << " cells");
    Random random(n);
    const Order order = random.permutation(n);
    std::vector<Edge> edges;
    for (std::size_t i = 1; i < n; ++i) edges.push_back(edge(order[i - 1], order[i], 1));
    shuffle(edges, random);
    const Eigen::VectorXd position = seriate(n, edges).value();
    BOOST_TEST_REQUIRE(position.size() == static_cast<Eigen::Index>(n));
    BOOST_TEST(orders(position, order));
  }
}

BOOST_AUTO_TEST_CASE(shuffled_weighted_paths_come_back_exactly) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    Random random(seed);
    const std::size_t n = 3 + random.below(250);
    const Order order = random.permutation(n);
    std::vector<Edge> edges;
    for (std::size_t i = 1; i < n; ++i)
      edges.push_back(edge(order[i - 1], order[i], std::pow(10.0, random.uniform(-1, 2))));
    shuffle(edges, random);
    BOOST_TEST(orders(seriate(n, edges).value(), order));
  }
}

// Touch graphs are bands: a cell touches its next neighbors most, farther ones less.
BOOST_AUTO_TEST_CASE(shuffled_bands_come_back_exactly) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    Random random(seed);
    const std::size_t n = 256;
    const Order order = random.permutation(n);
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t d = 1; d <= 4 && i + d < n; ++d)
        edges.push_back(edge(order[i], order[i + d], std::pow(0.4, d) * 1000));
    shuffle(edges, random);
    BOOST_TEST(orders(seriate(n, edges).value(), order));
  }
}

// What is far apart along the curve must not be mixed up by a few wrong touches either: the order
// is then right but for neighbors. Tolerance: two places of 300.
BOOST_AUTO_TEST_CASE(a_few_weak_wrong_touches_do_not_spoil_the_order) {
  Random random(5);
  const std::size_t n = 300;
  const Order order = random.permutation(n);
  std::vector<Edge> edges;
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken;
  const auto add = [&](std::uint32_t a, std::uint32_t b, double w) {
    const Edge e = edge(a, b, w);
    if (a != b && taken.emplace(e.first, e.second).second) edges.push_back(e);
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t d = 1; d <= 3 && i + d < n; ++d)
      add(order[i], order[i + d], 1000.0 / static_cast<double>(d * d));
  for (int i = 0; i < 30; ++i)
    add(static_cast<std::uint32_t>(random.below(n)), static_cast<std::uint32_t>(random.below(n)),
        0.01);
  const Eigen::VectorXd position = seriate(n, edges).value();
  Order found(n);
  std::iota(found.begin(), found.end(), 0U);
  std::sort(found.begin(), found.end(), [&](auto a, auto b) { return position[a] < position[b]; });
  Order place(n);
  for (std::uint32_t i = 0; i < n; ++i) place[order[i]] = i;
  if (place[found.front()] > place[found.back()]) std::reverse(found.begin(), found.end());
  for (std::size_t i = 0; i < n; ++i)
    BOOST_TEST(std::abs(static_cast<double>(place[found[i]]) - static_cast<double>(i)) <= 2.0);
}

BOOST_AUTO_TEST_CASE(is_deterministic) {
  Random random(9);
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i + 1 < 400; ++i) edges.push_back({i, i + 1, random.uniform(0.5, 50)});
  const Eigen::VectorXd first = seriate(400, edges).value();
  for (int run = 0; run < 3; ++run)
    BOOST_TEST((seriate(400, edges)->array() == first.array()).all());
}

/// A weight beyond what the arithmetic holds leaves no order to be found.
BOOST_AUTO_TEST_CASE(a_graph_that_cannot_be_ordered_is_a_failure) {
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i + 1 < 40; ++i) edges.push_back({i, i + 1, 1});
  edges[7].weight = std::numeric_limits<double>::infinity();
  const auto position = seriate(40, edges);
  BOOST_TEST_REQUIRE(!position.has_value());
  BOOST_TEST((position.error().reason == Reason::NotPseudocolor));
}

BOOST_AUTO_TEST_CASE(fewer_than_two_cells_break_the_contract) {
  BOOST_CHECK_THROW((void)seriate(1, {}), std::invalid_argument);
  BOOST_CHECK_THROW((void)seriate(0, {}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(components_are_numbered_by_their_first_cell) {
  const std::vector<Edge> edges{{1, 4, 1}, {4, 5, 1}, {0, 3, 1}};
  BOOST_TEST(components(7, edges) == (Order{0, 1, 2, 0, 1, 1, 3}));
  BOOST_TEST(components(3, {}) == (Order{0, 1, 2}));
  BOOST_TEST(components(0, {}).empty());
}

BOOST_AUTO_TEST_CASE(components_are_those_of_a_search) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const std::size_t n = 200;
    std::vector<Edge> edges;
    std::vector<Order> neighbors(n);
    for (int i = 0; i < 130; ++i) {
      const auto a = static_cast<std::uint32_t>(random.below(n));
      const auto b = static_cast<std::uint32_t>(random.below(n));
      if (a == b) continue;
      edges.push_back({a, b, 1.0});
      neighbors[a].push_back(b);
      neighbors[b].push_back(a);
    }
    const std::uint32_t none = 0xFFFFFFFFu;
    Order expected(n, none);
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (expected[i] != none) continue;
      Order open{i};
      expected[i] = next;
      while (!open.empty()) {
        const std::uint32_t k = open.back();
        open.pop_back();
        for (const std::uint32_t m : neighbors[k])
          if (expected[m] == none) {
            expected[m] = next;
            open.push_back(m);
          }
      }
      ++next;
    }
    BOOST_TEST(components(n, edges) == expected);
  }
}

BOOST_AUTO_TEST_SUITE_END()

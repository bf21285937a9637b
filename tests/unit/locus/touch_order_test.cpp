// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/touch_order.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <numeric>
#include <vector>

#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::Random;

namespace {

/// Cells along a line through the cube, and touches between them as a smooth field makes them.
struct Graph {
  Codebook book;
  std::vector<Touch> touches;

  explicit Graph(std::size_t cells) {
    book.palette = true;
    book.colors.resize(static_cast<Eigen::Index>(cells), 3);
    for (Eigen::Index k = 0; k < book.colors.rows(); ++k)
      book.colors.row(k).setConstant(static_cast<double>(k) / static_cast<double>(cells));
    book.weights = Eigen::VectorXd::Constant(book.colors.rows(), 100);
  }
  /// `pairs` touching pairs, quiet from `level` on.
  void touch(std::uint32_t a, std::uint32_t b, double pairs, std::size_t level = 0) {
    Touch t{std::min(a, b), std::max(a, b), {}, pairs};
    for (std::size_t l = level; l < kQuietLevels.size(); ++l) t.weight[l] = pairs;
    touches.push_back(t);
  }
  void chain(std::uint32_t from, std::uint32_t to, std::size_t level = 0) {
    for (std::uint32_t k = from; k < to; ++k) touch(k, k + 1, 50, level);
  }
  TouchOrder order() {
    std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
      return a.first != b.first ? a.first < b.first : a.second < b.second;
    });
    return order_cells(book, touches).value();
  }
};

/// The cells in order, the smaller end first.
std::vector<std::uint32_t> sequence(const TouchOrder& order) {
  std::vector<std::uint32_t> rank(order.cells.size()), cells;
  std::iota(rank.begin(), rank.end(), 0U);
  std::sort(rank.begin(), rank.end(),
            [&](auto a, auto b) { return order.position[a] < order.position[b]; });
  for (const std::uint32_t r : rank) cells.push_back(order.cells[r]);
  if (cells.front() > cells.back()) std::reverse(cells.begin(), cells.end());
  return cells;
}

std::vector<std::uint32_t> numbers(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> n(to - from);
  std::iota(n.begin(), n.end(), from);
  return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(touch_order)

BOOST_AUTO_TEST_CASE(a_chain_is_ordered) {
  Graph g(100);
  g.chain(0, 99);
  BOOST_TEST(sequence(g.order()) == numbers(0, 100));
}

BOOST_AUTO_TEST_CASE(the_order_does_not_depend_on_the_numbering) {
  Random random(1);
  const auto number = random.permutation(80);
  Graph g(80);
  for (std::uint32_t k = 0; k + 1 < 80; ++k) g.touch(number[k], number[k + 1], 50);
  auto found = sequence(g.order());
  std::vector<std::uint32_t> expected(number.begin(), number.end());
  if (expected.front() > expected.back()) std::reverse(expected.begin(), expected.end());
  BOOST_TEST(found == expected);
}

// Ink touches everything, but never in a quiet place.
BOOST_AUTO_TEST_CASE(ink_stays_out) {
  Graph g(101);
  g.chain(0, 99);
  g.book.weights[100] = 0;
  for (std::uint32_t k = 0; k < 100; k += 3) g.touch(k, 100, 5, kQuietLevels.size() - 1);
  BOOST_TEST(sequence(g.order()) == numbers(0, 100));
}

BOOST_AUTO_TEST_CASE(rims_that_touch_the_middle_stay_out) {
  Graph g(103);
  g.chain(0, 99);
  g.chain(100, 102);  // quiet among themselves, such as a label's box
  for (std::uint32_t k = 100; k < 103; ++k) {
    g.book.weights[k] = 10;
    g.touch(45, k, 4, 1);
    g.touch(55, k, 4, 1);
  }
  BOOST_TEST(sequence(g.order()) == numbers(0, 100));
}

// A narrow peak: its colors are steep everywhere, quiet only at the next level.
BOOST_AUTO_TEST_CASE(a_steep_stretch_continues_its_end) {
  Graph g(100);
  g.chain(0, 89);
  g.touch(89, 90, 10, 1);
  g.chain(90, 99, 1);
  BOOST_TEST(sequence(g.order()) == numbers(0, 100));
}

BOOST_AUTO_TEST_CASE(both_ends_may_be_continued) {
  Graph g(100);
  g.chain(10, 89);
  g.chain(0, 10, 1);
  g.chain(89, 99, 1);
  BOOST_TEST(sequence(g.order()) == numbers(0, 100));
}

BOOST_AUTO_TEST_CASE(the_largest_part_is_the_order) {
  Graph g(60);
  g.chain(0, 9);
  g.chain(10, 59);
  BOOST_TEST(sequence(g.order()) == numbers(10, 60));
}

BOOST_AUTO_TEST_CASE(is_deterministic) {
  Graph g(100);
  g.chain(10, 89);
  g.chain(0, 10, 1);
  const TouchOrder first = g.order(), second = g.order();
  BOOST_TEST(first.cells == second.cells);
  BOOST_TEST((first.position.array() == second.position.array()).all());
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace unweave {

/// Which of n things, numbered from 0, belong together (Galler & Fischer 1964). Paths are halved
/// (van Leeuwen & Tarjan 1984): a call costs next to nothing, amortized O(log n). Departing from
/// the textbook, a set's root is its smallest number and not that of the larger tree, so that the
/// answer does not depend on the order in which things were joined.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n = 0) : parent_(n) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  /// One more thing, alone in its set; its number.
  std::size_t add() {
    parent_.push_back(parent_.size());
    return parent_.size() - 1;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }
  /// The smallest number of the set that i is in.
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  std::size_t size() const { return parent_.size(); }
  /// For each thing the number of its set; sets are numbered from 0 by their smallest things.
  std::vector<std::size_t> numbered() {
    std::vector<std::size_t> number(size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < size(); ++i) number[i] = root(i) == i ? next++ : number[root(i)];
    return number;
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace unweave

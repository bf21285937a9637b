// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/touch_order.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/locus/seriation.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

using Eigen::Index;

// Of a part's outward touches, that must go to the order. A part that is connected in quiet places
// may touch more of what is still missing.
constexpr double kOutwardShare = 0.7, kOutwardShareQuiet = 0.2;
constexpr double kQuietPart = 8;   // quiet pixels that make a part quiet
constexpr double kEndShare = 0.8;  // of those that must lie at one end of it
constexpr double kEnd = 0.15;      // of the order: what counts as "at the end"

class Grower {
 public:
  Grower(const Codebook& book, const std::vector<Touch>& touches)
      : book_(book), touches_(touches), rank_(book.size(), std::nan("")) {}

  Result<void> start() {
    const auto quiet = [&](std::uint32_t k) { return book_.weights[static_cast<Index>(k)] > 0; };
    const auto edges = edges_at(0, quiet);
    const auto part = components(book_.size(), edges);
    std::vector<double> weight(book_.size(), 0.0);
    // The root makes many colors count more than many pixels: a flat area is not a colormap.
    for (std::uint32_t k = 0; k < book_.size(); ++k)
      weight[part[k]] += std::sqrt(book_.weights[static_cast<Index>(k)]);
    const auto best = std::max_element(weight.begin(), weight.end()) - weight.begin();
    for (std::uint32_t k = 0; k < book_.size(); ++k)
      if (part[k] == static_cast<std::uint32_t>(best)) order_.cells.push_back(k);
    return arrange(0);
  }

  /// Adds the parts that continue an end; true if there were any.
  Result<bool> grow(std::size_t level) {
    const auto free = [&](std::uint32_t k) { return std::isnan(rank_[k]); };
    const auto part = components(book_.size(), edges_at(level, free));
    // Touches of each part: to the low end, the high end, elsewhere in the order, to other parts.
    struct Contacts {
      double low = 0, high = 0, middle = 0, other = 0, quiet = 0;
    };
    std::vector<Contacts> contacts(book_.size());
    const std::size_t next = std::min(level + 1, kQuietLevels.size() - 1);
    for (const Touch& t : touches_) {
      for (const auto& [a, b] : {std::pair{t.first, t.second}, std::pair{t.second, t.first}}) {
        if (!free(a)) continue;
        Contacts& c = contacts[part[a]];
        if (free(b))
          c.other += part[a] == part[b] ? 0 : t.weight[next];
        else
          (rank_[b] < kEnd ? c.low : rank_[b] > 1 - kEnd ? c.high : c.middle) += t.weight[next];
      }
    }
    for (std::uint32_t k = 0; k < book_.size(); ++k)
      contacts[part[k]].quiet += book_.weights[static_cast<Index>(k)];
    const std::size_t before = order_.cells.size();
    for (std::uint32_t k = 0; k < book_.size(); ++k) {
      if (!free(k)) continue;
      const Contacts& c = contacts[part[k]];
      const double ordered = c.low + c.high + c.middle;
      // In a continuum of colors a lone lively cell is more likely a mixture than an extreme.
      if (!book_.palette && c.quiet < kQuietPart) continue;
      const double needed = c.quiet >= kQuietPart ? kOutwardShareQuiet : kOutwardShare;
      if (ordered > 0 && ordered >= needed * (ordered + c.other) &&
          std::max(c.low, c.high) >= kEndShare * ordered)
        order_.cells.push_back(k);
    }
    if (order_.cells.size() == before) return false;
    UNWEAVE_CHECK(arrange(level));
    return true;
  }

  TouchOrder take() { return std::move(order_); }

 private:
  template <class Keep>
  std::vector<Edge> edges_at(std::size_t level, Keep keep) const {
    std::vector<Edge> edges;
    for (const Touch& t : touches_)
      if (t.weight[level] > 0 && keep(t.first) && keep(t.second))
        edges.push_back({t.first, t.second, t.weight[level]});
    return edges;
  }

  /// Orders order_.cells by the graph of this level; joins loose parts by lively touches.
  Result<void> arrange(std::size_t level) {
    std::sort(order_.cells.begin(), order_.cells.end());
    const std::size_t n = order_.cells.size();
    std::vector<std::uint32_t> number(book_.size(), kNoCell);
    for (std::uint32_t i = 0; i < n; ++i) number[order_.cells[i]] = i;
    std::vector<Edge> edges;
    for (const Touch& t : touches_) {
      const std::uint32_t a = number[t.first], b = number[t.second];
      if (a == kNoCell || b == kNoCell) continue;
      // A lively touch counts a little, so that what has joined hangs together.
      const double lively = order_.position.size() > 0 ? kLively * t.pairs : 0.0;
      const double w = t.weight[level] + lively;
      if (w > 0) edges.push_back({a, b, w});
    }
    order_.position = Eigen::VectorXd::Zero(static_cast<Index>(n));
    if (n >= 2) {
      UNWEAVE_TRY(order_.position, seriate(n, edges));
    }
    std::vector<std::uint32_t> sorted(n);
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
      return order_.position[a] < order_.position[b];
    });
    for (std::size_t r = 0; r < n; ++r)
      rank_[order_.cells[sorted[r]]] =
          n < 2 ? 0.5 : static_cast<double>(r) / static_cast<double>(n - 1);
    return {};
  }

  static constexpr double kLively = 1e-3;

  const Codebook& book_;
  const std::vector<Touch>& touches_;
  std::vector<double> rank_;  // of each cell in the order, [0, 1]; NaN: not in it
  TouchOrder order_;
};

}  // namespace

Result<TouchOrder> order_cells(const Codebook& book, const std::vector<Touch>& touches) {
  Grower grower(book, touches);
  UNWEAVE_CHECK(grower.start());
  for (std::size_t level = 0; level < kQuietLevels.size(); ++level)
    for (bool grown = true; grown;) {
      UNWEAVE_TRY(grown, grower.grow(level));
    }
  return grower.take();
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/ink_colors.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/image/color.hpp"

namespace unweave {

namespace {

constexpr int kNeighbors = 2;  // of one color: more than a crossing of rims
constexpr int kDeep = 5;       // of so many pixels one far from paint: an area of its own

std::size_t part_of(float place) {
  constexpr float kParts = 8;
  return static_cast<std::size_t>(std::clamp(place * kParts, 0.0F, kParts - 1));
}

ColorCode rounded(const Levels& c) {
  return code_of(rounded_color(std::array{c[0] / 255, c[1] / 255, c[2] / 255}));
}

}  // namespace

void InkColors::Cell::add(const Cell& other) {
  sum += other.sum;
  pixels += other.pixels;
  deep += other.deep;
  for (std::size_t k = 0; k < over.size(); ++k) over[k] += other.over[k];
}

bool InkColors::is_ink(const Cell& cell) const {
  if (cell.pixels < options_.fewest) return false;
  if (kDeep * cell.deep >= cell.pixels) return true;
  // Two parts side by side may share one color of the scale.
  int most = 0;
  for (std::size_t k = 0; k + 1 < cell.over.size(); ++k)
    most = std::max(most, cell.over[k] + cell.over[k + 1]);
  return cell.pixels - cell.deep - most >= options_.elsewhere * cell.pixels;
}

void InkColors::count(const Window& window, const Rect& part) {
  for (int y = part.y; y < part.bottom(); ++y)
    for (int x = part.x; x < part.right(); ++x) {
      const std::size_t i = window.index(x, y);
      if (window.is_pure(i) || !window.is_visible(i)) continue;
      const Levels& color = window.colors[i];
      int alike = -1;  // itself
      window.around(x, y, 1, [&](std::size_t k) {
        if (!window.is_pure(k) && (window.colors[k] - color).cwiseAbs().maxCoeff() <= options_.same)
          ++alike;
      });
      if (alike < kNeighbors) continue;
      Cell one{color, 1};
      if (const float under = window.under[i]; std::isnan(under))
        one.deep = 1;
      else
        one.over[part_of(under)] = 1;
      cells_[rounded(color)].add(one);
    }
}

std::vector<Levels> InkColors::found() const {
  std::vector<std::pair<int, ColorCode>> order;
  for (const auto& [code, cell] : cells_) order.emplace_back(-cell.pixels, code);
  std::ranges::sort(order);
  // Those that compression has moved a little count for the color that they were.
  std::vector<Cell> inks;
  for (const auto& [pixels, code] : order) {
    const Cell& cell = cells_.at(code);
    const auto same = std::ranges::find_if(
        inks, [&](const Cell& ink) { return (ink.mean() - cell.mean()).norm() <= options_.apart; });
    if (same != inks.end() && options_.same > 1)
      same->add(cell);
    else if (same == inks.end() && (options_.same > 1 || is_ink(cell)))
      inks.push_back(cell);
  }
  std::ranges::stable_sort(inks, [](const Cell& a, const Cell& b) { return a.pixels > b.pixels; });
  std::vector<Levels> out;
  for (const Cell& ink : inks)
    if (out.size() < options_.most && is_ink(ink)) out.push_back(ink.mean());
  return out;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/cell_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numeric>

namespace unweave {

namespace {

constexpr std::size_t kFewest = 12;   // cells
constexpr std::size_t kMost = 4000;   // cells
constexpr int kSmallest = 5;          // pixels, of a cell
constexpr int kSizeJitter = 2;        // pixels
constexpr double kAlmostEqual = 0.2;  // of a cell's side: one that compression has moved a side of
constexpr double kSolid = 0.5;        // of a cell's box: the rest is text in the backdrop's color
constexpr double kWidestGap = 0.3;    // of the cell
// Of the grid's box, by cells: half a matrix, its cells with the widest gaps.
constexpr double kMinCovered = 0.5 / ((1 + kWidestGap) * (1 + kWidestGap));
constexpr double kMinInLine = 0.9;  // of the cells, with another one at the same x and y

/// Components of the size that most of the content has.
std::vector<Rect> equal_cells(const Components& components) {
  std::vector<Rect> boxes;
  for (const Component& c : components.items)
    if (c.box.width >= kSmallest && c.box.height >= kSmallest &&
        static_cast<double>(c.pixels) >= kSolid * static_cast<double>(c.box.area()))
      boxes.push_back(c.box);
  std::sort(boxes.begin(), boxes.end(),
            [](const Rect& a, const Rect& b) { return a.area() < b.area(); });
  // The size for which the cells cover most: plots and bars are few, letters are small.
  std::vector<Rect> best;
  long long covered = 0;
  for (std::size_t i = 0; i < boxes.size(); i += kFewest / 2) {
    const Rect& size = boxes[i];
    std::vector<Rect> cells;
    for (const Rect& b : boxes)
      if (std::abs(b.width - size.width) <= kSizeJitter &&
          std::abs(b.height - size.height) <= kSizeJitter)
        cells.push_back(b);
    const long long area = static_cast<long long>(cells.size()) * size.area();
    if (cells.size() < kFewest || cells.size() > kMost || area <= covered) continue;
    covered = area;
    best = std::move(cells);
  }
  return best;
}

bool beside(const Rect& a, const Rect& b) {
  const int dx = std::max(a.x - b.right(), b.x - a.right());
  const int dy = std::max(a.y - b.bottom(), b.y - a.bottom());
  return dx <= kWidestGap * a.width + 1 && dy <= kWidestGap * a.height + 1;
}

/// Share of the cells that stand in a column and in a row with other ones.
double in_line(const std::vector<Rect>& cells) {
  std::size_t n = 0;
  for (const Rect& a : cells) {
    int column = -1, row = -1;  // not counting itself
    for (const Rect& b : cells) {
      column += std::abs(a.x - b.x) <= kSizeJitter;
      row += std::abs(a.y - b.y) <= kSizeJitter;
    }
    n += column > 0 && row > 0;
  }
  return static_cast<double>(n) / static_cast<double>(cells.size());
}

/// True if `r` is as large as the cell `like`, but for what compression does to its sides.
bool almost_equal(const Rect& r, const Rect& like) {
  return std::abs(r.width - like.width) <= kAlmostEqual * like.width &&
         std::abs(r.height - like.height) <= kAlmostEqual * like.height;
}

/// Adds the components of nearly the cells' size that are beside one of them and in line with it:
/// at the corners of half a matrix one cell alone makes the grid as large as it is.
void take_outer_cells(const Components& components, std::vector<Rect>& group) {
  for (const Component& c : components.items) {
    if (static_cast<double>(c.pixels) < kSolid * static_cast<double>(c.box.area())) continue;
    const auto joins = [&c](const Rect& cell) {
      const double apart = kAlmostEqual * std::min(cell.width, cell.height);
      return almost_equal(c.box, cell) && beside(c.box, cell) &&
             (std::abs(c.box.x - cell.x) <= apart || std::abs(c.box.y - cell.y) <= apart);
    };
    if (std::ranges::any_of(group, joins)) group.push_back(c.box);
  }
}

}  // namespace

std::vector<Rect> find_cell_grids(const Components& components) {
  std::vector<Rect> rest = equal_cells(components), out;
  while (rest.size() >= kFewest) {
    // One group of cells that are beside each other.
    std::vector<Rect> group{rest.back()};
    rest.pop_back();
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto joined = std::partition(
          rest.begin(), rest.end(), [&group, i](const Rect& r) { return !beside(group[i], r); });
      group.insert(group.end(), joined, rest.end());
      rest.erase(joined, rest.end());
    }
    if (group.size() < kFewest) continue;
    const std::vector<Rect> equal = group;
    take_outer_cells(components, group);
    Rect box = group[0];
    long long covered = 0;
    for (const Rect& r : equal) covered += r.area();
    for (const Rect& r : group) box = united(box, r);
    if (static_cast<double>(covered) < kMinCovered * static_cast<double>(box.area())) continue;
    if (in_line(equal) >= kMinInLine) out.push_back(box);
  }
  return out;
}

}  // namespace unweave

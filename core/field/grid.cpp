// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace unweave {
namespace {

std::optional<GridSide> stepped_side(int length, const ValueRange* axis, double step) {
  if (!axis || axis->source == RangeSource::None || !axis->valid() || !(step > 0)) return {};
  const auto [low, high] = std::minmax(axis->min, axis->max);
  // A millionth of a step beside an edge is the rounding of a number, not a cell.
  constexpr double kRounding = 1e-6;
  const double first = std::floor(low / step + kRounding),
               last = std::ceil(high / step - kRounding);
  if (!(last - first >= 1) || last - first > length) return {};
  GridSide side{{0}, axis->scale == Scale::Linear};
  std::vector<double> inner;
  for (double k = first + 1; k < last; ++k) inner.push_back(axis->position(k * step) * length);
  std::ranges::sort(inner);
  side.edges.insert(side.edges.end(), inner.begin(), inner.end());
  side.edges.push_back(length);
  const double cell = length * step / (high - low);
  for (int k = 0; k < side.cells(); ++k) {
    const auto i = static_cast<std::size_t>(k);
    if (!(side.edges[i + 1] > side.edges[i])) return {};
    side.regular =
        side.regular && std::abs(side.edges[i + 1] - side.edges[i] - cell) <= kRounding * length;
  }
  return side;
}

}  // namespace

std::vector<double> even_edges(double first, double last, int cells) {
  std::vector<double> edges;
  for (int k = 0; k <= cells; ++k) edges.push_back(first + (last - first) * k / cells);
  return edges;
}

Grid even_grid(int width, int height, int columns, int rows) {
  return {{even_edges(0, width, columns), true}, {even_edges(0, height, rows), true}, false};
}

std::optional<Grid> stepped_grid(int width, int height, const ValueRange* x, const ValueRange* y,
                                 double x_step, double y_step) {
  auto columns = stepped_side(width, x, x_step);
  auto rows = stepped_side(height, y, y_step);
  if (!columns || !rows) return std::nullopt;
  return Grid{*std::move(columns), *std::move(rows), false};
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/chosen_grid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/field/grid.hpp"
#include "core/field/grid_values.hpp"
#include "core/field/label_cells.hpp"
#include "core/try.hpp"

namespace unweave::plugin {
namespace {

std::optional<Remark> cells_seen(const Recovery& recovery, const PixelSource& pixels) {
  constexpr std::int64_t kMost = 4'000'000;
  const Rect& area = recovery.report().plot_area;
  if (static_cast<std::int64_t>(area.width) * area.height > kMost) return std::nullopt;
  const auto grid = find_grid(whole_field(recovery, pixels), area.width, area.height);
  if (!grid) return std::nullopt;
  std::string size = std::to_string(grid->x.cells());
  size.append(" x ").append(std::to_string(grid->y.cells()));
  return Remark{Note::CellsSeen, std::move(size)};
}

}  // namespace

Result<std::optional<Grid>> choose_grid(const ChosenGrid& chosen, const Recovery& recovery,
                                        const PixelSource& pixels) {
  const Report& report = recovery.report();
  const auto [width, height] = std::pair(report.plot_area.width, report.plot_area.height);
  switch (chosen.kind) {
    case ChosenGrid::Kind::Pixels:
      break;
    case ChosenGrid::Kind::Cells: {
      auto found = find_grid(whole_field(recovery, pixels), width, height);
      if (!found) return fail(Reason::NoGrid, "cells");
      return found;
    }
    case ChosenGrid::Kind::Count:
      if (chosen.x > width || chosen.y > height) return fail(Reason::NoGrid, "count");
      return even_grid(width, height, static_cast<int>(chosen.x), static_cast<int>(chosen.y));
    case ChosenGrid::Kind::Steps: {
      auto grid = stepped_grid(width, height, report.x_axis ? &report.x_axis->range : nullptr,
                               report.y_axis ? &report.y_axis->range : nullptr, chosen.x, chosen.y);
      if (!grid) return fail(Reason::NoGrid, "steps");
      return grid;
    }
  }
  return std::nullopt;
}

Result<void> apply_grid(const ChosenGrid& chosen, const Recovery& recovery,
                        const PixelSource& pixels, const TextReader* reader, Report& report) {
  UNWEAVE_TRY(report.grid, choose_grid(chosen, recovery, pixels));
  if (chosen.kind == ChosenGrid::Kind::Cells)
    label_cells(recovery, pixels, reader ? *reader : *make_text_reader(), report);
  if (report.grid || report.points) return {};
  if (auto seen = cells_seen(recovery, pixels)) report.remarks.push_back(*std::move(seen));
  return {};
}

}  // namespace unweave::plugin

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/label_cells.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "core/field/axis_names.hpp"
#include "core/field/cell_numbers.hpp"
#include "core/field/grid_values.hpp"
#include "core/image/raster.hpp"
#include "core/labels/page_words.hpp"

namespace unweave {

void label_cells(const Recovery& recovery, const PixelSource& source, const TextReader& reader,
                 Report& report) {
  constexpr std::size_t kMostPixels = 40'000'000;
  if (!report.grid || !report.grid->found || !reader.ready()) return;
  const PixelLayout layout = source.layout();
  auto raster = read_raster(source, {0, 0, layout.width, layout.height}, kMostPixels, Context{});
  if (!raster || raster->step != 1) return;
  raster->text = text_in(reader, *raster);
  const Grid& grid = *report.grid;
  if (!report.x_axis)
    report.column_names = read_axis_names(*raster, report.plot_area, grid.x, false, reader);
  if (!report.y_axis)
    report.row_names = read_axis_names(*raster, report.plot_area, grid.y, true, reader);
  report.annotations =
      read_cell_numbers(*raster, report, grid_values(recovery, source, grid), reader);
  const auto against = std::ranges::count_if(report.annotations,
                                             [](const CellNumber& n) { return n.agrees == false; });
  if (against == 0) return;
  std::string counts = std::to_string(against);
  counts.append(" / ").append(std::to_string(report.annotations.size()));
  report.remarks.push_back({Note::NumbersDisagree, std::move(counts)});
}

}  // namespace unweave

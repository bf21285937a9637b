// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/data_area.hpp"

#include <memory>
#include <utility>

namespace unweave {

DataArea data_area(const FigureLayout& layout, const std::vector<NoDataColor>& no_data,
                   const MarkerPlot* markers) {
  DataArea data{layout.plot_area, {{}, no_data, layout.outside}};
  if (layout.colorbar && !intersect(layout.colorbar->outer, layout.plot_area).empty())
    data.excluded.areas.push_back(layout.colorbar->outer);
  if (markers) {
    PixelMask others = markers->sure;
    others.pixels.flip();
    data.excluded.mask = std::make_shared<const PixelMask>(std::move(others));
  }
  return data;
}

}  // namespace unweave

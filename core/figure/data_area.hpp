// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/figure/figure_layout.hpp"
#include "core/figure/marker_plot.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"

namespace unweave {

/// Where in a picture data may be. Equal areas have the same pixels.
struct DataArea {
  Rect area;        ///< the plot area
  NoData excluded;  ///< what in it is no data whatever its color
  friend bool operator==(const DataArea&, const DataArea&) = default;
};

/// The plot area without a color bar that lies in it, what is around a plot without straight
/// borders, and pixels of colors that stand for no data. Of a scatter plot (`markers` not null) the
/// markers' sure pixels.
DataArea data_area(const FigureLayout& layout, const std::vector<NoDataColor>& no_data,
                   const MarkerPlot* markers);

}  // namespace unweave

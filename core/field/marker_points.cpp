// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/marker_points.hpp"

#include <Eigen/Core>

namespace unweave {

namespace {

constexpr float kHidden = 0.5F;

}  // namespace

MarkerPoints marker_points(const MarkerPlot& plot, const ColorTable& table) {
  MarkerPoints points{plot.width, plot.height, {}};
  points.items.reserve(plot.markers.size());
  for (const Marker& marker : plot.markers) {
    const Eigen::RowVector3d color(marker.color[0], marker.color[1], marker.color[2]);
    const double t = table.look_up(color).t;
    const Certainty sure = table.certainty_at(color, t);
    points.items.push_back({marker.x, marker.y, t,
                            marker.overlaps ? kHidden * sure.confidence : sure.confidence,
                            sure.deviation, marker.pixels, marker.overlaps});
  }
  return points;
}

}  // namespace unweave

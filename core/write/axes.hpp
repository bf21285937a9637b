// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/field/report.hpp"

namespace unweave {

/// Coordinates of the centers of `count` pixels along an axis, in the axis' units. Without a
/// calibration they are pixel indices of the picture, starting at `first_pixel`.
std::vector<double> coordinates(const std::optional<AxisCalibration>& axis, int first_pixel,
                                int count);
/// The same of the centers of what values are given for: report.grid's cells, or `count` pixels of
/// the plot area. The center of a cell without calibration may lie between two pixels.
std::vector<double> x_coordinates(const Report& report, int count);
std::vector<double> y_coordinates(const Report& report, int count);

/// The same at one place, in pixels of the picture from the outer corner of the first one. Without
/// a calibration the middle of the first pixel is 0.
double x_coordinate(const Report& report, double at);
double y_coordinate(const Report& report, double at);

/// Where the pixels or cells begin and end, in the same units: one more than there are.
std::vector<double> x_edges(const Report& report, int count);
std::vector<double> y_edges(const Report& report, int count);

/// True if the plot area is a map in longitude and latitude: both axes linear, x within [-180, 360]
/// and y within [-90, 90], and each either called so by its title or labeled in degrees and not
/// called anything else. The range alone would not do: it fits many an axis that has nothing to do
/// with the Earth.
bool is_geographic(const Report& report);

/// The affine map from columns and rows of values, pixels' or cells', to axis values,
/// x = m[0] + column * m[1], y = m[2] + row * m[3], counted from the outer corner of the first.
/// Of an axis that is not calibrated, columns or rows of the picture take the values' place.
/// Nullopt unless one axis is calibrated, none is of another scale than linear and all cells are
/// alike.
std::optional<std::array<double, 4>> pixel_transform(const Report& report, int width, int height);

}  // namespace unweave

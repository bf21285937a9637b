// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/field/report.hpp"
#include "core/write/text_style.hpp"

namespace unweave {

/// The markers of a scatter plot in columns of their own, each as long as there are markers, in
/// their order.
struct PointColumns {
  /// In the axes' units; columns and rows of the picture where an axis is not calibrated.
  std::vector<double> x, y;
  std::vector<double> value;       ///< in the user's units, t where the range is not known
  std::vector<double> confidence;  ///< [0, 1]
  std::vector<double> deviation;   ///< of the value, its unit; NaN: not known
  /// 1 where others hide a part of the marker, or its color says little; else 0.
  std::vector<double> unsure;
  std::vector<double> column, row;  ///< of the picture, to a fraction; 0: the middle of the first
};
PointColumns point_columns(const Report& report);

/// The same by the names that they have in files of several arrays: "point_x", "point_y",
/// "point_value", "point_confidence", "point_uncertainty", "point_unsure", "point_column" and
/// "point_row"; none for a report without points.
std::vector<std::pair<const char*, std::vector<double>>> named_point_columns(const Report& report);

/// A line for each marker of report.points below a line of titles, which are as those of .xyz.csv:
/// x and y, value, confidence, uncertainty (empty where it is not known), 1 where the marker is
/// unsure (of which others hide a part, or whose color says little), else 0, and its column and
/// row in the picture. Numbers of places have up to twelve digits; pixels three decimals.
std::string points_table(const Report& report, const TextStyle& style);

}  // namespace unweave

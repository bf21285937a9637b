// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/labels/number_text.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// A tick label read at the color bar.
struct TickLabel {
  std::string text;
  double value = 0;     ///< in the user's units
  double position = 0;  ///< in pixels along the bar's axis, in the picture's coordinates
  double residual = 0;  ///< |value - fit| as a fraction of the range
};

/// What the pixels of the plot area stand for along one axis, read from its tick labels or given.
struct AxisCalibration {
  /// Values at the outer edges of the first and the last pixel: from left to right for x, from
  /// *top to bottom* for y (row 0 is at the top), so min > max is usual for y.
  ValueRange range;
  std::vector<TickLabel> ticks;  ///< in pixel order; empty when given
  bool degrees = false;          ///< labels carry E, W, N, S or a degree sign; east, north positive
  std::string units{};           ///< as in "km"; empty when unknown
  std::string title{};           ///< what is measured along it; empty when unknown
  std::optional<TimeBase> time{};  ///< its values are seconds from then
};

}  // namespace unweave

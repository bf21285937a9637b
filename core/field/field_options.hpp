// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "core/labels/value_range.hpp"

namespace unweave {

/// Gaps wider than this, in pixels, are never closed.
inline constexpr int kLargestGap = 64;

/// How a curve turns pixels into t.
struct FieldOptions {
  /// With a given map: t runs against it. Otherwise: turn the direction that was found.
  bool reversed = false;
  /// Cut-off: a color farther than this from the curve has no data. Distance in the sRGB-encoded
  /// cube, 0..1 (an edge's length is 1). Default: from the noise found.
  std::optional<double> max_distance{};
  /// Gaps narrower than this, in pixels, are closed from their rims (core/field/fill.hpp); 0: none.
  int fill = 0;
  friend bool operator==(const FieldOptions&, const FieldOptions&) = default;
};

/// What t and the places of pixels stand for. Says nothing about t itself.
struct ValueOptions {
  /// What t = 0 and 1 stand for; default: by the color bar's labels.
  std::optional<ValueRange> range{};
  /// Values at the outer edges of the plot area: left and right, bottom and top. Default: by the
  /// axes' tick labels. The scale, units and degrees are those of the labels, where any were read.
  std::optional<std::array<double, 2>> x_range{}, y_range{};
  friend bool operator==(const ValueOptions&, const ValueOptions&) = default;
};

}  // namespace unweave

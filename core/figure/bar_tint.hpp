// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/image/color.hpp"

namespace unweave {

/// How a field's colors come from those of its color bar, channel by channel, in [0, 1]:
/// field = gain x bar + offset. A lit surface has the same gains everywhere and no offset (the
/// lights of 3-D viewers are slightly warm, so that its channels differ); a field that is laid over
/// something of one color with an opacity of a has the gain a in all channels, and (1 - a) times
/// that color as its offset.
struct BarTint {
  std::array<double, 3> gain{1, 1, 1};
  std::array<double, 3> offset{0, 0, 0};

  /// The field's color where the bar has `color`, clamped to [0, 1].
  std::array<double, 3> operator()(const std::array<double, 3>& color) const;
  friend bool operator==(const BarTint&, const BarTint&) = default;
};

/// A color of the field, and how many pixels have it or one near it.
struct FieldColor {
  std::array<double, 3> color;
  double pixels;
};

/// The tint with which the bar's colors become those of the field, and the share of the field's
/// pixels that it explains.
struct TintFit {
  BarTint tint;
  double explained = 0;  ///< share of the pixels on the tinted curve, within the noise
  double untinted = 0;   ///< the same for the bar's own colors
};

/// Fits both kinds of tint to the field's colors, from several strengths each: colors are assigned
/// to the nearest place of the tinted curve, and the tint is solved by robust least squares
/// (Geman & McClure 1987) of the distances across the curve, in turn. `noise`: standard deviation
/// of a color, in [0, 1]. nullopt where no tint explains the field much better than the bar's own
/// colors do, or where another tint would explain it as well with other values: a gray bar's light
/// cannot be told from its values. Cost: field x bar colors, some hundred times; both are thinned.
std::optional<TintFit> find_tint(const std::vector<std::array<double, 3>>& bar,
                                 const std::vector<FieldColor>& field, double noise);

}  // namespace unweave

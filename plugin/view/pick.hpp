// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/value_range.hpp"
#include "core/recover.hpp"

// What a click on the picture means.

namespace unweave::view {

/// The color of a pixel as one that stands for no data: where the pixels around it are not all
/// alike (compression), their mean, with a tolerance that takes them in. Nothing outside the
/// picture, and where nothing is visible.
std::optional<NoDataColor> no_data_color_at(const PixelSource& source, int x, int y);

/// t of a place: of the data there or, on the color bar, of the color there (of several alike
/// stretches of the map the one at that place of the bar). Nothing elsewhere.
std::optional<double> t_at(const Recovery& recovery, const PixelSource& source, int x, int y);

/// A place on the colormap whose value is known.
struct KnownValue {
  double t = 0, value = 0;
};
/// The range of a scale through two known values. Nothing if they are too near each other (less
/// than 0.01 in t), equal, or not above 0 on a logarithmic scale.
std::optional<ValueRange> range_through(const KnownValue& a, const KnownValue& b, Scale scale);
/// The same for a scale with a parameter.
std::optional<ValueRange> range_through(const KnownValue& a, const KnownValue& b,
                                        const ValueRange& family);
/// "MIN,MAX" as the setting "range" reads it, to seven digits.
std::string range_setting(const ValueRange& range);

}  // namespace unweave::view

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/field/measure.hpp"
#include "core/field/report.hpp"

// What was measured, in words, in the user's language.

namespace unweave::view {

/// `digits` significant digits at most, with a decimal point and a true minus.
std::string short_number(double value, int digits);

/// "12.4 °E, 49.1 °N", "Distance 4.2 km, Depth 31 m"; where neither axis is known "Pixel 3, 4".
/// Times are dates or times of day.
std::string place_text(const PointValue& point, const Report& report);

/// "Temperature −18.8 ± 0.1 K", "value 3.5", "t = 0.4213", or that there is no data.
std::string reading_text(const PointValue& point, const Report& report);

/// Where a pin is, in a line: a place, or the places of its ends.
std::string pin_text(const Pin& pin, const Report& report);
/// What is there, in short: the value, or the mean.
std::string brief_text(const Measurement& measurement, const Report& report);
/// All that was measured, some lines.
std::string details_text(const Measurement& measurement, const Report& report);

}  // namespace unweave::view

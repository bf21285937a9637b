// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/field/measure.hpp"
#include "core/field/report.hpp"
#include "core/write/text_style.hpp"

namespace unweave {

/// A line for each measurement below a line of titles: number (from 1), kind, the pixels of its
/// ends, the axes' values there where an axis is known, and its value and deviation, or the number
/// of pixels, of those with data, and mean, deviation, median, least and most of these, and area.
/// What is unknown is an empty field. Titles name quantities and units as those of .xyz.csv do
/// (CF); numbers have up to twelve digits, deviations four.
std::string measured_table(const std::vector<Measurement>& measurements, const Report& report,
                           const TextStyle& style);

/// The points of a line in its order, below a line of titles: distance from the first one's center
/// in pixels, column, row, the axes' values where an axis is known, value ("nan" where there is no
/// data), and its deviation where any is known.
std::string profile_table(const Measurement& line, const Report& report, const TextStyle& style);

/// How often an area's values occur: the two edges of a bin, and its pixels.
std::string histogram_table(const Measurement& area, const Report& report, const TextStyle& style);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/labels/number_text.hpp"

namespace unweave {

/// All dates and times that a text in plain_text()'s form can mean, likeliest first; empty for any
/// other text. Each has `time`, and half of its finest unit as its precision:
///
///   - "2020-03-01", "2020/03/01", "01.03.2020", "03/01/2020" (American or not: ambiguous unless
///   one
///     number is above 12), "2020-03", "03/2020", "20200301", "1998"
///   - "Mar 2020", "1 Mar 2020", "Mar 1, 2020", "Mar '20", "Mar 05" (day or year: ambiguous), "5
///     Mar", "March", months in English, German, French, Spanish, Italian and Portuguese
///   - "05/12", "05-12", "5.12.": a day of a year that is not written
///   - "12:30" (hours and minutes, or minutes and seconds: ambiguous), "12:30:15", "3 pm"
///   - a date and a time of day, with ' ' or 'T' between them
///
/// A day of a year that is not written is counted in a year without February 29th, then, where that
/// matters, in one that has it.
std::vector<NumberReading> read_time(std::u32string_view plain);

/// "12:30" as 12.5 of what the first number counts, hours or minutes; empty for any other text.
std::vector<NumberReading> read_clock(std::string_view text);

/// Days from 1970-01-01 to a date of the Gregorian calendar.
long days_since_1970(int year, int month, int day);

/// The units that CF 1.8 gives a time counted from `base`: "seconds since 1970-01-01 00:00:00", or
/// "s" where the year or the day is not known.
std::string time_units(TimeBase base);

}  // namespace unweave

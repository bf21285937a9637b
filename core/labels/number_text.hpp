// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace unweave {

/// One way to understand a label's text.
struct NumberReading {
  double value = 0;
  double precision = 0;       ///< half a unit of the last digit that is written
  bool power_of_ten = false;  ///< written as 10^n: a hint that the scale is logarithmic
  bool degrees = false;       ///< with a letter of E, W, N, S or a degree sign
  bool thousands = false;     ///< its point is taken for a comma between thousands: far-fetched
};

/// All values that a tick label's text can mean, likeliest first; empty when it is no number.
/// Understands decimal points and decimal commas ("0,5"), thousands separators ("1,000",
/// "1 000": the second meaning is listed too where both are possible; a comma in small print is
/// read as a point), both minus signs and hyphens, exponents ("1e-3", "2.5E+05", "1.5x10^3",
/// "10^-2"), a bare power ("10^3"), SI suffixes
/// ("2k", "1.5M", "3G"), a per cent or degree sign, and compass letters of geographic axes
/// ("120E", "30S"; west and south are negative, but west also as 360 - v, as maps across the date
/// line need it; "EQ" is 0). A unit after the number is ignored. A whole number with a leading zero
/// has lost its decimal point: "02" is understood as 0.2. Locale-independent.
std::vector<NumberReading> read_number(std::string_view text);

/// The factor of a multiplier beside an axis ("x10^3", "1e-5", "10^4"); 0 when the text is none.
double read_multiplier(std::string_view text);

/// True for a text that may be a multiplier of which letters were misread ("leb", "TN^-6"): labels
/// beside it must not be believed without it.
bool resembles_multiplier(std::string_view text);

}  // namespace unweave

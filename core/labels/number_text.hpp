// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unweave {

/// A label that stands for all values on one side of its number: "<5", "≥100", "100+".
enum class Bound { None, Below, Above };

/// What a place on Earth is measured in, where a compass letter says so.
enum class Bearing { None, Longitude, Latitude };

/// From when the seconds of a time are counted. Calendar: Gregorian, without leap seconds.
enum class TimeBase {
  Epoch,  ///< 1970-01-01 00:00
  Year,   ///< the start of a year that is not written
  Day     ///< midnight, or the start of a count of hours or minutes
};

/// One way to understand a label's text.
struct NumberReading {
  double value = 0;           ///< seconds where `time` is there
  double precision = 0;       ///< half a unit of the last digit that is written; 0: exact
  bool power_of_ten = false;  ///< written as 10^n: a hint that the scale is logarithmic
  bool degrees = false;       ///< with a letter of E, W, N, S or a degree sign
  bool thousands = false;     ///< its point is taken for a comma between thousands: far-fetched
  /// The text alone does not decide between this and another of its readings ("2.500", "5 W").
  bool ambiguous = false;
  bool mended = false;  ///< a sign that got lost is put back: "02" as 0.2, "8.010^6"
  Bearing bearing = Bearing::None;
  Bound bound = Bound::None;
  std::optional<double> high{};    ///< of a range ("0-5"): its upper end, `value` is the lower
  std::optional<TimeBase> time{};  ///< a date or a time of day
  std::string unit{};              ///< written behind the number, as CF spells it; empty: none
};

/// The number, and how exactly it is written, times a factor.
inline NumberReading scaled(NumberReading reading, double factor) {
  reading.value *= factor;
  reading.precision *= factor;
  return reading;
}

/// All values that a tick label's text can mean as a number, likeliest first; empty when it is
/// none: a text of which a part is not understood is no number. Locale-independent.
///
///   - decimal points and commas; spaces of any width, commas, points and apostrophes between
///     thousands ("1,000" is 1000 or 1, ambiguous; "2 500" is 2500 only); "3·5"
///   - minus signs, dashes and hyphens of any kind, parentheses for negative numbers, "±" (both)
///   - exponents ("1e-3", "1.5×10³", "10⁻²", "10^{-2}"), fractions ("3/4", "1½")
///   - multiples of pi ("2π", "-π/2", "3π/4", "0.5π")
///   - SI suffixes ("2k", "1.5M", "3 µ"; "5K" is 5000 or 5 kelvin, ambiguous), bytes ("5 kB")
///   - per cent and per mille, and known units (core/labels/units.hpp), which do not change the
///     value: "3σ" is 3
///   - degrees, minutes and seconds, compass letters ("120E", "12°30′W"; west and south are
///     negative, west also as 360 - v, as maps across the date line need it; "O" is west in French
///     and Spanish, east in German; "EQ" is 0)
///
/// A whole number with a leading zero has lost its decimal point: "02" is understood as 0.2.
std::vector<NumberReading> read_number(std::string_view text);

/// The same, and what stands for more than one value or is no number: bounds ("<5", "≥100"),
/// ranges ("0-5", "-10 … -5", "0 to 5"), dates and times (core/labels/date_text.hpp).
std::vector<NumberReading> read_label(std::string_view text);

/// The factor of a multiplier beside an axis ("x10^3", "1e-5", "10^4", "(×1000)"); 0 when the text
/// is none.
double read_multiplier(std::string_view text);

/// True for a text that may be a multiplier of which letters were misread ("leb", "TN^-6"): labels
/// beside it must not be believed without it.
bool resembles_multiplier(std::string_view text);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace unweave {

/// How values lie between the two ends of a range: evenly after a function f of the value.
enum class Scale {
  Linear,    ///< f(v) = v
  Log10,     ///< f(v) = log v, of whatever base: all logarithms give the same values
  Power,     ///< f(v) = sign(v - origin) |v - origin|^shape: a square root is shape 0.5
  SymLog,    ///< f is linear between -shape and shape, logarithmic beyond, odd
  Mercator,  ///< f(v) = asinh(tan v): latitudes in degrees on a Mercator map
  Table,     ///< points joined by straight lines: two slopes, classes of unequal width, any other
};
enum class RangeSource { None, Given, Ticks };

/// The name of a family in reports, settings and options: "linear", "log", "power", "symlog",
/// "mercator", "table".
const char* name_of(Scale scale);
/// The family of that name; nullopt for any other text.
std::optional<Scale> scale_named(const char* name);

/// A value at a place of the scale.
struct RangePoint {
  double t = 0;
  double value = 0;
  friend bool operator==(const RangePoint&, const RangePoint&) = default;
};

/// What t = 0 and t = 1 stand for, and what lies between, in the user's units. min > max is allowed
/// (a map that runs downward).
///
/// The symmetric logarithm is the one that Matplotlib draws (Webber 2012 has the idea): the part
/// from 0 to `shape` is as long as 10/9 of a decade, f(v) = 10/9 v / shape inside and
/// sign(v) (10/9 + log10(|v| / shape)) outside.
struct ValueRange {
  double min = 0.0;
  double max = 1.0;
  Scale scale = Scale::Linear;
  RangeSource source = RangeSource::None;
  double shape = 1.0;   ///< Power: the exponent; SymLog: where the linear part ends. Positive
  double origin = 0.0;  ///< Power: the value whose power is 0
  /// Table: by rising t, values strictly rising or strictly falling. The first and the last line
  /// go on beyond their points, so that the table need not reach t = 0 and 1.
  std::vector<RangePoint> points{};

  /// True if both ends are finite and different, and allowed by the scale: positive where it is
  /// logarithmic, within 89.9 degrees where it is Mercator's, points in order and through both ends
  /// where it is a table.
  bool valid() const;
  /// t in [0, 1] -> value; NaN stays NaN. With source None, t itself, bit for bit. Constant time
  /// but for tables, where it is logarithmic in the number of points.
  double value(double t) const;
  /// The other way: value -> t, beyond [0, 1] for values beyond the ends; NaN for a value that the
  /// scale does not hold. With source None, the value itself. The range is valid.
  double position(double value) const;
  /// The standard deviation of value(t) where t's is `of_t`: half of how far the values one
  /// deviation to either side lie apart, to first order |dv/dt| of_t. NaN stays NaN; with source
  /// None, `of_t`.
  double deviation(double t, double of_t) const;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// The same scale read from its other end: value(t) is what value(1 - t) was.
ValueRange turned(ValueRange range);

/// The same scale with all values `factor` times as large; the factor is positive.
ValueRange multiplied(ValueRange range, double factor);

/// A linear scale or a table, moved and stretched so that it runs from `first` to `last`; nullopt
/// where that leaves no valid range.
std::optional<ValueRange> stretched(ValueRange range, double first, double last);

/// In the place of a power's origin: the lower end of a range that is yet to be found.
inline constexpr double kLowerEnd = -std::numeric_limits<double>::infinity();

/// The range of `family`'s scale through `points`, which may lie anywhere along t and in any order:
/// through the two outermost where the others lie within 1 % of the range beside it, with the
/// source and parameters of `family`. On a linear scale points that do so not make a table; on
/// another there is none then. A power's origin is kept, or is the lower end that follows where it
/// is kLowerEnd. Nullopt as for table_range(), and where the scale does not hold the values.
std::optional<ValueRange> range_through(std::vector<RangePoint> points, const ValueRange& family);

/// A table through `points` in any order, with the ends that follow; nullopt where fewer than two
/// points remain, two are at one place, or their values do not keep rising or falling. Positions
/// need not lie in [0, 1].
std::optional<ValueRange> table_range(std::vector<RangePoint> points, RangeSource source);

}  // namespace unweave

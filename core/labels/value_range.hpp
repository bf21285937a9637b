// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

enum class Scale { Linear, Log10 };
enum class RangeSource { None, Given, Ticks };

/// What t = 0 and t = 1 stand for, in the user's units. min > max is allowed (a map that runs
/// downward); with Scale::Log10 both are positive.
struct ValueRange {
  double min = 0.0;
  double max = 1.0;
  Scale scale = Scale::Linear;
  RangeSource source = RangeSource::None;

  /// True if both ends are finite and different, and positive where the scale is logarithmic.
  bool valid() const;
  /// t in [0, 1] -> value; NaN stays NaN. With source None, t itself, bit for bit.
  double value(double t) const;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

}  // namespace unweave

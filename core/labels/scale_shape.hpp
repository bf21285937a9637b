// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

/// How values are laid out along a side.
enum class ScaleFamily {
  Linear,
  Log10,     ///< any base: a base changes the labels, not the places between them
  SymLog,    ///< linear within +-threshold, logarithmic beyond
  Power,     ///< a power of the distance from one value (a square root, a gamma)
  TwoSlope,  ///< linear on both sides of one value, with a slope each
  Mercator,  ///< latitude
  Table,     ///< straight between labels that follow each other
};

/// A monotone map u of values such that u is linear in the position on the side.
struct ScaleShape {
  ScaleFamily family = ScaleFamily::Linear;
  double center = 0;     ///< Power, TwoSlope: the value at which it starts; SymLog: the threshold
  double parameter = 1;  ///< Power: the exponent; TwoSlope: slope below over slope above

  /// NaN for values that the scale does not hold (a logarithm of what is not positive).
  double u(double value) const;
  double value(double u) const;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/labels/value_range.hpp"

namespace unweave {

/// What floats hold the values of a range.
enum class FloatPrecision {
  Single,  ///< 32 bits
  Double,  ///< 64 bits
  None,    ///< not even these
};

/// The least precision in which no step is lost and nothing overflows: a step is that of a picture
/// of 16 bits, 1/65536 of the way from end to end, wherever it lies. Single for a range that is not
/// known. Constant time.
FloatPrecision float_precision(const ValueRange& range);

}  // namespace unweave

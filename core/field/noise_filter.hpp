// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/geometry.hpp"

namespace unweave {

/// Values with how well each is known: row-major, width * height.
struct UncertainField {
  int width = 0;
  int height = 0;
  std::vector<float> t;          ///< NaN: no data
  std::vector<float> precision;  ///< 1 / variance of each value's error
};

/// The local linear minimum-mean-square-error estimate of t under noise (Lee, "Digital image
/// enhancement and noise filtering by use of local statistics", 1980), with the departure that each
/// value has a precision of its own and counts by it: m + a (t - m), where m is the weighted mean
/// of the 3 x 3 neighbors and a the share of their scatter that noise does not explain. Where the
/// field changes by more than the noise, a is near 1 and t stays: edges are not blurred.
///
/// Writes the pixels of `inner` (in the field's coordinates) to `out`, inner.width * inner.height.
/// Where `inner` touches the field's border, the neighbors beyond are left out. NaN stays NaN.
/// Cost: 9 multiplications and additions of each of three sums a pixel.
void filter_noise(const UncertainField& field, const Rect& inner, float* out);

}  // namespace unweave

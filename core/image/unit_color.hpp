// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include "core/image/pixel_codes.hpp"

namespace unweave {

/// The color of a code, each channel in [0, 1].
inline Eigen::RowVector3d unit_color(ColorCode c) {
  return Eigen::RowVector3d(red(c), green(c), blue(c)) / 255.0;
}

}  // namespace unweave

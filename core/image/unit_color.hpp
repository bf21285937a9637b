// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include "core/image/color.hpp"

namespace unweave {

/// The channels in [0, 1], for reckoning with Eigen. (Apart from color.hpp, which is everywhere.)
inline Eigen::RowVector3d unit_color(ColorCode c) {
  return Eigen::RowVector3d(red(c), green(c), blue(c)) / 255.0;
}
inline Eigen::RowVector3d unit_row(const Rgb8& c) {
  return Eigen::RowVector3d(c[0], c[1], c[2]) / 255.0;
}

}  // namespace unweave

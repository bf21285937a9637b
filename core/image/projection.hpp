// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace unweave {

/// A place in a picture, in pixels: the pixel in column x and row y covers [x, x + 1) x [y, y + 1).
struct Place {
  double x = 0, y = 0;
};

/// A projective map of the plane: (x, y) goes to ((a x + b y + c) / w, (d x + e y + f) / w) with
/// w = g x + h y + i, its rows one after another in `m`.
struct Projection {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  Place operator()(const Place& p) const {
    const double w = m[6] * p.x + m[7] * p.y + m[8];
    return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
  }
  friend bool operator==(const Projection&, const Projection&) = default;
};

}  // namespace unweave

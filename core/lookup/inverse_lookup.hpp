// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <memory>

#include "core/lookup/locus.hpp"

namespace unweave {

/// Where a color lies on the curve.
struct Lookup {
  double t = 0;          ///< [0, 1]
  double distance = 0;   ///< from the curve, sRGB-encoded cube, edge = 1
  double ambiguity = 0;  ///< [0, 1]: exp(-(d2^2 - d1^2) / (2 noise^2)) of the next-best stretch
};

/// color -> t: the nearest point on the segments of a polyline, not the nearest node.
///
/// What may be nearest is found once for each of 64^3 cells of the cube that colors are in, from
/// sixteen segments side by side, of which a box tells whether they matter. The nearest point is
/// exact: it equals a brute-force search over all segments. Of equally near points the one with the
/// smaller t is taken. Thread-safe, deterministic. Cost: a cell some hundred operations and a tenth
/// of the nodes; a query some twenty candidates where the curve does not come near itself; far from
/// the curve a query what a cell costs.
class InverseLookup {
 public:
  explicit InverseLookup(Locus locus);
  ~InverseLookup();
  InverseLookup(InverseLookup&&) noexcept;
  InverseLookup& operator=(InverseLookup&&) noexcept;

  Lookup find(const Eigen::RowVector3d& color) const;
  /// The same without the ambiguity (0), in four fifths of the time.
  Lookup find_nearest(const Eigen::RowVector3d& color) const;
  /// find_nearest() for pixels rather than colors: near the curve what may be nearest is found for
  /// each 64th part of a cell, nearly a level of 8 bits, as a run of three or four segments that
  /// one word holds. Costs as much as five queries a part, once, and 64 MB of address space, of
  /// which only the pages of colors that occur are touched.
  Lookup find_nearest_often(const Eigen::RowVector3d& color) const;
  const Locus& locus() const;

 private:
  struct Curve;
  std::unique_ptr<Curve> curve_;
};

}  // namespace unweave

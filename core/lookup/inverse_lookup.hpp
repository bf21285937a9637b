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
/// What may be nearest is found once for each of 64^3 cells of the cube that colors are in: a k-d
/// tree (nanoflann) over points at most `kSpacing` apart on the curve says how near the curve is,
/// and the segments that are as near are the candidates. Their nearest point is exact: it equals a
/// brute-force search over all segments. Of equally near points the one with the smaller t is
/// taken. Thread-safe, deterministic. Cost: a cell some nodes / 16 operations and a few hundred, a
/// query some twenty candidates where the curve does not come near itself.
class InverseLookup {
 public:
  explicit InverseLookup(Locus locus);
  ~InverseLookup();
  InverseLookup(InverseLookup&&) noexcept;
  InverseLookup& operator=(InverseLookup&&) noexcept;

  Lookup find(const Eigen::RowVector3d& color) const;
  /// The same without the ambiguity (0), in four fifths of the time.
  Lookup find_nearest(const Eigen::RowVector3d& color) const;
  /// find_nearest() for pixels rather than colors: what may be nearest is found for each 64th part
  /// of a cell, which leaves two or three candidates. Costs as much as five queries a part, and
  /// some 100 bytes.
  Lookup find_nearest_often(const Eigen::RowVector3d& color) const;
  const Locus& locus() const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace unweave

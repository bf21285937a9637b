// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace unweave {

using Colors = Eigen::Matrix<double, Eigen::Dynamic, 3, Eigen::RowMajor>;  ///< sRGB-encoded, 0..1

/// The inferred, ordered curve of colors: a polyline.
struct Locus {
  Colors colors;          ///< K x 3 nodes, in order
  Eigen::VectorXd t;      ///< K, position of each node in [0, 1], rising
  bool palette = false;   ///< nodes are the exact entries of a finite palette
  bool discrete = false;  ///< steps: nothing lies between two nodes
  bool closed = false;    ///< the last node is followed by the first: a cyclic map
  double noise = 0;       ///< rms distance of quiet colors from the curve, cube edge = 1
  double step = 0;  ///< of the table that the picture was painted with, in t; 0: none was seen
  double end = 0;   ///< standard deviation of where t = 0 and t = 1 lie, in t
};

/// Cumulative length of the polyline at each node; the last entry is its whole length.
Eigen::VectorXd arc_length(const Colors& nodes);

/// Color at position t (clamped to [0, 1]), linear between nodes.
Eigen::RowVector3d color_at(const Locus& locus, double t);

}  // namespace unweave

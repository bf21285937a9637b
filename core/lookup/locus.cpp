// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/locus.hpp"

#include <algorithm>

namespace unweave {

Eigen::VectorXd arc_length(const Colors& nodes) {
  Eigen::VectorXd s = Eigen::VectorXd::Zero(nodes.rows());
  for (Eigen::Index k = 1; k < nodes.rows(); ++k)
    s[k] = s[k - 1] + (nodes.row(k) - nodes.row(k - 1)).norm();
  return s;
}

Eigen::RowVector3d color_at(const Locus& locus, double t) {
  const double* first = locus.t.data();
  const Eigen::Index n = locus.t.size();
  const Eigen::Index k =
      std::clamp<Eigen::Index>(std::upper_bound(first, first + n, t) - first, 1, n - 1);
  const double step = locus.t[k] - locus.t[k - 1];
  const double f = step > 0 ? std::clamp((t - locus.t[k - 1]) / step, 0.0, 1.0) : 0.0;
  return (1 - f) * locus.colors.row(k - 1) + f * locus.colors.row(k);
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/chosen_curve.hpp"

#include <algorithm>

namespace unweave {

void turn(ChosenCurve& curve) {
  curve.locus.colors = curve.locus.colors.colwise().reverse().eval();
  curve.locus.t = (1.0 - curve.locus.t.reverse().array()).eval();
  std::reverse(curve.level_edges.begin(), curve.level_edges.end());
  for (double& edge : curve.level_edges) edge = 1.0 - edge;
  curve.reversed = !curve.reversed;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lookup/locus.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

/// A table's entries as a curve, t evenly from 0 to 1.
inline Locus locus_of(const Table& table) {
  Locus locus;
  const auto n = static_cast<Eigen::Index>(table.size());
  locus.colors.resize(n, 3);
  for (Eigen::Index k = 0; k < n; ++k) {
    const Rgb8& c = table[static_cast<std::size_t>(k)];
    locus.colors.row(k) = Eigen::RowVector3d(c[0], c[1], c[2]) / 255.0;
  }
  locus.t = Eigen::VectorXd::LinSpaced(n, 0, 1);
  return locus;
}

}  // namespace unweave::testing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/recover.hpp"

namespace unweave::testing {

/// The whole of what recover() gives for a picture.
struct Recovered {
  Report report;
  std::vector<double> t, residual, ambiguity;  ///< of report.plot_area, row-major
};

/// Recovers and evaluates the whole plot area. Throws std::runtime_error with the number of the
/// reason where recover() refuses; tests of refusals call recover() themselves.
Recovered recovered(const PixelSource& source, const RecoverOptions& options = {},
                    unsigned threads = 0);

}  // namespace unweave::testing

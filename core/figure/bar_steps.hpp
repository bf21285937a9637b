// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/image/raster.hpp"

namespace unweave {

/// The flat steps of a row of colors: step k covers samples [edges[k], edges[k + 1]).
struct Steps {
  std::vector<int> edges;
  std::vector<Rgb8> colors;
};

/// Steps of a bar that has them: 2 to 128 plateaus that are flat against the jumps between them.
/// nullopt for a smooth bar. Where compression has smeared the edges (see Compression::edge), the
/// row is cut into the constant pieces of least squared error with a price a piece (optimal
/// partitioning, Jackson et al. 2005); pieces that drift as much as a smooth bar's would are no
/// steps. Cost: O(samples), with compression O(samples^2).
std::optional<Steps> find_steps(const std::vector<Rgb8>& colors, const ColorMetric& metric);

}  // namespace unweave

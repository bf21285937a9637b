// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "core/image/touches.hpp"
#include "core/locus/codebook.hpp"
#include "core/result.hpp"

namespace unweave {

/// Cells that lie on the curve, with their order.
struct TouchOrder {
  std::vector<std::uint32_t> cells;
  Eigen::VectorXd position;  ///< of each, rising along the curve; any scale, either direction
};

/// Orders the cells of a codebook by who touches whom.
///
/// The heaviest connected part of the graph of quiet touches is ordered by its Fiedler vector.
/// Parts that are left over are data too if nearly all that they touch lies at one end of what is
/// ordered already (a rare extreme, a steep stretch of the map); then they join, level by level of
/// what counts as quiet. Ink touches everything, its anti-aliased rims touch the middle of the
/// order or other ink: they stay out. Errors: those of seriate().
Result<TouchOrder> order_cells(const Codebook& book, const std::vector<Touch>& touches);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/quiet_places.hpp"

namespace unweave {

/// Two cells that touch somewhere in the picture (first < second).
struct Touch {
  std::uint32_t first, second;
  std::array<double, kQuietLevels.size()> weight;  ///< sums of the pair weights, a level each
  double pairs;                                    ///< number of touching pairs, lively or quiet
};

/// Who touches whom: for cells (cell_of[i] is the cell of the histogram's color i, kNoCell for
/// none), the horizontally and vertically adjacent pixels in different cells. Sorted;
/// deterministic, whatever the threads.
inline constexpr std::uint32_t kNoCell = 0xFFFFFFFFu;
std::vector<Touch> touching_cells(const PictureSample& sample, const QuietScale& scale,
                                  const ColorHistogram& histogram,
                                  const std::vector<std::uint32_t>& cell_of, unsigned threads = 0);

}  // namespace unweave

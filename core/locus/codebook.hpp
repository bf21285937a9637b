// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/lookup/locus.hpp"

namespace unweave {

/// Representative colors ("cells") of a picture.
struct Codebook {
  Colors colors;                       ///< K x 3, the mean of each cell's pixels
  Eigen::VectorXd weights;             ///< K, quiet pixels in each cell; 0: none of them is quiet
  std::vector<std::uint32_t> cell_of;  ///< per color of the histogram; kNoCell for unused colors
  int pitch = 1;                       ///< edge of a cell in 8-bit levels
  bool palette = false;                ///< every cell is one exact color

  std::size_t size() const { return static_cast<std::size_t>(colors.rows()); }
};

/// Colors with fewer distinct values than this are a table's entries, not samples of a continuum.
inline constexpr std::size_t kMaxPalette = 1024;

/// Recognizes a finite palette behind lines and text: where a few hundred colors make up nearly
/// all of the calm places, they are a table's entries, and the thousands of others are
/// anti-aliasing. Sets quiet[i] to 0 for those; true if there were any. An entry that is
/// rare looks like anti-aliasing too; it can join later as a neighbor of the curve's ends.
bool keep_palette_entries(const ColorHistogram& histogram, const std::vector<std::uint32_t>& calm,
                          std::vector<std::uint32_t>& quiet);

/// Cells for the colors with all[i] > 0: each its own where at most kMaxPalette have quiet[i] > 0
/// and the histogram is exact; otherwise cubes, with the smallest edge that gives at most
/// `max_cells` cells for the colors of quiet places.
Codebook make_codebook(const ColorHistogram& histogram, const std::vector<std::uint32_t>& quiet,
                       const std::vector<std::uint32_t>& all, std::size_t max_cells);

}  // namespace unweave

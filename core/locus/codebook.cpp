// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/codebook.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/image/quiet_places.hpp"

namespace unweave {

namespace {

/// Fills cell_of for cubes of edge `pitch`; returns the number of cells.
std::size_t assign_cells(const ColorHistogram& histogram, const std::vector<std::uint32_t>& counts,
                         int pitch, std::vector<std::uint32_t>& cell_of) {
  std::unordered_map<ColorCode, std::uint32_t> number;
  cell_of.assign(histogram.size(), kNoCell);
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    if (counts[i] == 0) continue;
    const ColorCode c = histogram.codes()[i];
    const ColorCode cube = pack(red(c) / pitch, green(c) / pitch, blue(c) / pitch);
    cell_of[i] = number.emplace(cube, static_cast<std::uint32_t>(number.size())).first->second;
  }
  return number.size();
}

}  // namespace

Codebook make_codebook(const ColorHistogram& histogram, const std::vector<std::uint32_t>& counts,
                       std::size_t max_cells) {
  Codebook book;
  const auto distinct = static_cast<std::size_t>(
      std::count_if(counts.begin(), counts.end(), [](std::uint32_t n) { return n > 0; }));
  book.palette = histogram.exact() && distinct <= kMaxPalette;
  std::size_t cells = assign_cells(histogram, counts, book.pitch, book.cell_of);
  while (!book.palette && cells > max_cells)
    cells = assign_cells(histogram, counts, ++book.pitch, book.cell_of);
  book.colors = Colors::Zero(static_cast<Eigen::Index>(cells), 3);
  book.weights = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(cells));
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    if (book.cell_of[i] == kNoCell) continue;
    const ColorCode c = histogram.codes()[i];
    const double n = counts[i];
    book.colors.row(book.cell_of[i]) += n / 255.0 * Eigen::RowVector3d(red(c), green(c), blue(c));
    book.weights[book.cell_of[i]] += n;
  }
  for (Eigen::Index k = 0; k < book.colors.rows(); ++k) book.colors.row(k) /= book.weights[k];
  return book;
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <vector>

#include "core/image/color.hpp"
#include "core/recolor/window.hpp"

namespace unweave {

struct InkOptions {
  double same;       ///< levels within which two pixels have one color
  double apart;      ///< levels between two inks
  std::size_t most;  ///< inks of a figure
  int fewest;        ///< pixels of one ink
  /// Share of an ink's pixels that are drawn over other parts of the scale than most are: fewer,
  /// and it may be see-through.
  double elsewhere;
};

/// Counts what is drawn over a painted area with a color of its own: lines, letters, paper, frame.
class InkColors {
 public:
  explicit InkColors(const InkOptions& options) : options_(options) {}
  /// Adds the flat colors of a part of a window: pixels that are not paint and have two neighbors
  /// of the same color that are not paint either.
  void count(const Window& window, const Rect& part);
  /// The most frequent first, no two nearer than they may be. A color that is met over one of the
  /// scale's alone is a mixture with it, or no ink that anything else is mixed with.
  std::vector<Levels> found() const;

 private:
  struct Cell {
    Levels sum = Levels::Zero();
    int pixels = 0;
    int deep = 0;               ///< pixels with no paint within reach
    std::array<int, 8> over{};  ///< the others, by the part of the scale that they are drawn over
    void add(const Cell& other);
    Levels mean() const { return sum / static_cast<float>(pixels); }
  };
  bool is_ink(const Cell& cell) const;
  InkOptions options_;
  std::map<ColorCode, Cell> cells_{};
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave {

/// What stands beside the parts of a figure, as it is written; empty where nothing was read with
/// certainty. UTF-8; what is raised follows '^'.
struct FigureTitles {
  std::string figure;    ///< above the plot
  std::string bar;       ///< beside or above the color bar
  std::string bar_unit;  ///< a unit that stands by itself at the bar's end, beside its title
  std::string x, y;      ///< of the plot's axes
  friend bool operator==(const FigureTitles&, const FigureTitles&) = default;
};

}  // namespace unweave

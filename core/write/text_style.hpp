// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

/// How numbers stand in text.
struct TextStyle {
  char separator = ',';  ///< between them
  char decimal = '.';    ///< never the separator
  bool axes = false;     ///< of a matrix: with the coordinates as its first line and column
};

}  // namespace unweave

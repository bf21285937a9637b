// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/image/geometry.hpp"

namespace unweave {

/// Which way a letter's line runs.
enum class Writing {
  Right,
  Up,      ///< a quarter turn clockwise makes it upright
  Left,    ///< upside down
  Down,    ///< a quarter turn counterclockwise makes it upright
  Alone,   ///< a line of one letter, which tells nothing
  Slanted  ///< any other way
};

/// A letter that a picture's file names and places.
struct Letter {
  std::string text;  ///< UTF-8
  /// Its advance times its font's height, in pixels, y downward: not the ink alone.
  double x = 0, y = 0, width = 0, height = 0;
  Writing writing = Writing::Right;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

/// What a picture's own file (PDF, SVG) has written in it, instead of drawing it.
struct PageText {
  std::vector<Letter> letters;
};

/// The least rectangle of whole pixels around it.
Rect box_of(const Letter& letter);

/// Which of the figures on a page a picture is.
struct PageFigure {
  int number = 1, count = 1;  ///< from 1, in the order of figures_on_page()
  Rect region;                ///< of the page, in points (1/72 inch) from its upper left corner
};

/// The letter in the picture turned by a quarter, whose width and height were these before. Cost:
/// constant.
Letter turned(const Letter& letter, double width, double height, bool clockwise);

}  // namespace unweave

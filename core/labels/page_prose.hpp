// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/page_text.hpp"

namespace unweave {

/// Which letters of a page are text to be read in full, and how such text is told from the words
/// of a figure. Lengths are in heights of a font, from its lowest to its highest reach, which is
/// some 1.2 of its size.
struct ProseOptions {
  // NOLINTBEGIN(readability-magic-numbers)
  double space = 0.12;     ///< least gap between words; spaces of fonts are 0.2 to 0.3
  double between = 0.8;    ///< most gap between words of a line; justified lines have 0.5, columns
                           ///< stand 1.2 and more apart
  double leading = 2.5;    ///< most from a line's top to the next one's in a block; double-spaced
                           ///< manuscripts have up to 2.4
  double alike = 0.15;     ///< by which heights of one block's lines differ at most, as a share
  int block_lines = 2;     ///< of a block of prose, at least as long as below
  double line_words = 4;   ///< words a line has in the mean; entries of a legend have 1 to 3
  double line_length = 9;  ///< of its longest line at least: some 18 letters
  double letters_share = 0.6;  ///< letters among its signs; columns of numbers have none
  // NOLINTEND(readability-magic-numbers)
};

/// A line of letters that run to the right, in the letters' unit.
struct ProseLine {
  enum class Kind {
    Loose,    ///< none of the others: what a figure has, too
    Prose,    ///< of a block of running text
    Caption,  ///< of a block that begins as a figure's or a table's caption does
  };
  Rect box;
  std::string text;  ///< UTF-8, words parted by blanks
  Kind kind = Kind::Loose;
  /// The block that it is of, numbered from 0 in the order of the first lines' tops; loose lines
  /// are blocks of their own.
  int block = 0;
};

/// The page's lines by their tops. Letters in any other direction are in none. Cost: letters times
/// lines beside each other, and lines times lines.
std::vector<ProseLine> prose_lines(const PageText& text, const ProseOptions& options = {});

/// True for what begins with a figure's or table's name and number in one of the languages that the
/// program speaks, as captions do: "Fig. 3.", "Figure S2 | Mean", "Abb. 4:", "図 1". A sentence
/// about one ("Figure 3 shows") does not count.
bool begins_caption(const std::string& line);

}  // namespace unweave

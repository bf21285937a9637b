// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image/page_text.hpp"
#include "core/image/raster.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// How much each pixel of an area stands out from the area's most frequent color (the paper).
struct InkMap {
  Rect area;
  Rgb8 paper{};
  int threshold = 0;  ///< at least this is ink
  std::vector<std::uint8_t> dark;
  std::vector<Letter> letters{};  ///< of the picture's file, whose middle is in the area

  int at(int x, int y) const {
    return area.contains(x, y)
               ? dark[static_cast<std::size_t>(y - area.y) * area.width + (x - area.x)]
               : 0;
  }
  bool ink(int x, int y) const { return at(x, y) >= threshold; }
};

InkMap ink_map(const Raster& raster, const Rect& area, const ColorMetric& metric);

/// A side of an area.
enum class Side { Left, Right, Top, Bottom };
/// Takes out the pieces that touch a side, with what half stands out of them: tick marks and
/// frames, never letters.
void clear_touching(InkMap& ink, Side side);

/// Connected pieces of ink on one line that stand as near together as the letters of a word.
struct Word {
  Rect box;
  std::vector<Rect> glyphs;  ///< by rising x
  bool plus = false;         ///< the first of them is a plus sign
};

/// Words of an area, from top to bottom, then left to right. Pieces are joined when the gap between
/// them is at most `gap` times the usual letter height. Long thin lines are no words.
std::vector<Word> find_words(const InkMap& ink, double gap);

/// What the shapes of a word's pieces say about it before it is read.
struct WordShape {
  bool minus = false;         ///< a dash stands in front
  bool plus = false;          ///< a plus sign stands in front
  std::vector<Rect> base;     ///< letters on the base line, without signs and points
  std::vector<int> points;    ///< numbers of letters of `base` that stand before each point
  std::vector<Rect> raised;   ///< letters of an exponent
  bool raised_minus = false;  ///< a dash stands in front of the exponent
  int letters = 0;            ///< in `base`, where wide pieces count as letters that touch
  int inner_dashes = 0;       ///< dashes between letters of `base`
  int commas = 0;             ///< of the points: those that reach below the base line
  bool times = false;         ///< a raised sign stands between letters of `base`: "2*10^3"
  Rect base_box, raised_box;  ///< around `base` with its points and inner dashes, `raised`
  int height = 0;             ///< of the tallest letter
};

WordShape shape_of(const Word& word);

/// The part of a picture as a line of text for the reader: about 32 pixels tall, dark on white.
TextImage text_image(const InkMap& ink, const Rect& box, int letter_height);

/// The picture several times in a row.
TextImage repeated(const TextImage& image, int times);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/labels/glyphs.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// A line of text: words that stand side by side, nearer together than labels of an axis do.
struct TextLine {
  Rect box;
  std::vector<Rect> glyphs;  ///< by rising x
  int height = 0;            ///< of its capital letters and digits, in pixels
};

/// Lines of an area, from top to bottom, then left to right. Pieces of ink belong to one line where
/// the gap between them is at most `gap` times the usual height of its letters. Long thin lines
/// and specks are none.
std::vector<TextLine> text_lines(const InkMap& ink, double gap);

/// Reads a line with all letters. What is raised behind a letter or digit (an exponent of a unit)
/// is shown to the reader as large as the rest and on its base line, since readers lose small
/// print, and marked by '^' in the text. Confidence is the reader's, halved where a raised part is
/// not found in the text again.
Reading read_line(const TextReader& reader, const InkMap& ink, const TextLine& line);

/// Letters of a line that a reader needs to see several times.
inline constexpr std::size_t kShortLine = 2;
/// Reads a line of so few letters, shown to the reader three times over. Empty unless it reads the
/// same thing each time.
Reading read_short(const TextReader& reader, const InkMap& ink, const TextLine& line);

/// The ink turned by a quarter: clockwise makes text that runs upward upright. The area's corner
/// becomes (0, 0).
InkMap turned(const InkMap& ink, bool clockwise);

}  // namespace unweave

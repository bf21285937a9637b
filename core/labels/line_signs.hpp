// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/labels/line_text.hpp"

namespace unweave {

/// The row below the letters: most of them stand on it. At least one glyph.
int base_line(const std::vector<Rect>& glyphs);

/// True if two pieces stand above each other in some column.
bool share_columns(const Rect& a, const Rect& b);

/// True for a piece that may be a degree sign, among letters of `height`: it is as wide as it is
/// high, but for a pixel.
bool may_be_ring(const Rect& piece, int height);

/// Puts back what a reader of English takes for something else, by the shapes of a line's glyphs:
/// degree signs ("300W", "@E"), and mu before a unit's symbol ("pm"). `exponents` are the numbers
/// of glyphs that have been read as raised digits. Where a sign is seen that has no place in the
/// text the confidence is halved.
void restore_signs(const InkMap& ink, const TextLine& line,
                   const std::vector<std::size_t>& exponents, Reading& reading);

}  // namespace unweave

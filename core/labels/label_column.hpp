// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/geometry.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/tick_marks.hpp"

namespace unweave {

/// The words of the column (row) of labels beside a side: of those that look like one, the nearest
/// to the side. `area` is what was searched for words, `ticks` the marks found there.
std::vector<Word> nearest_words(const std::vector<Word>& words, const LabelledSide& s,
                                const Rect& area, const std::vector<double>& ticks);

/// Joins the parts of numbers whose thousands are set off by a space ("2 500"): a word of three
/// digits that stands nearer behind another than labels ever do.
std::vector<Word> with_thousands(const TextReader& reader, const InkMap& ink, const LabelledSide& s,
                                 std::vector<Word> words);

}  // namespace unweave

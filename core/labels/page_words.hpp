// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/image/page_text.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/label_text.hpp"
#include "core/labels/line_text.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

// What the letters of a picture's own file say of ink that was found. The ink says where a word is
// and which of the letters can be seen; the letters say what it means. Raised letters follow '^'. A
// dash that the file draws and does not write (programs do so with minus signs) is taken from the
// ink. Nothing where other ink has no letter of its own: then it has to be read. Text that runs in
// another direction is known to be no word here: its text is empty. Cost: letters times pieces.

/// As a label, ASCII where there is such a sign, as read_word() gives it.
std::optional<ReadWord> page_word(const InkMap& ink, const Word& word);

/// As a line, with its spaces, as read_line() gives it.
std::optional<Reading> page_line(const InkMap& ink, const TextLine& line);

/// True if a text that was read in the box has other letters and digits of ASCII than the file, of
/// those that the file has there. False where it has none.
bool contradicts_page(const InkMap& ink, const Rect& box, std::string_view text);

/// The page's letters in the pixels of a raster of it; null: there are none.
std::shared_ptr<const PageText> text_in(const TextReader& reader, const Raster& raster);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/labels/glyphs.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// A word that was read.
struct ReadWord {
  std::string text;        ///< UTF-8; an exponent follows '^', a lone degree sign is 'o'
  double confidence = 0;   ///< [0, 1], as ScaleOptions means it
  bool matches = false;    ///< as many letters were read as the shapes have
  bool by_glyphs = false;  ///< the reader of glyphs alone was sure enough
};

/// Which letters a word may consist of.
enum class Alphabet {
  Numbers,  ///< digits; exponents and signs where the shapes promise them
  Marked,   ///< also compass points, SI suffixes, per cent
  Any
};

/// Reads one word: glyph by glyph where the reader is asked after that (TextReader::after_glyphs)
/// and it leaves no doubt. Else the line reader is asked: what both say alike is surer than either,
/// and where they differ the likelier one is less sure for it. Of the line reader's text, signs,
/// decimal points and exponents are taken from the shapes of the letters (a dash in front, a speck
/// on the base line, smaller letters raised above it), because readers lose them in small print.
ReadWord read_word(const TextReader& reader, const InkMap& ink, const Word& word,
                   Alphabet alphabet);

/// Reads words as numbers; doubtful ones again as marked numbers, and all of them so where a few of
/// them, read without restriction, turn out to end in a letter that changes the value.
std::vector<ReadWord> read_words(const TextReader& reader, const InkMap& ink,
                                 const std::vector<Word>& words);

}  // namespace unweave

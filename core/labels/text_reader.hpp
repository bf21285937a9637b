// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unweave {

struct PageText;

/// A gray picture of one line of text: 0 ink, 255 paper, row-major.
struct TextImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> gray;
};

/// What a line of text says, and how sure that is (0..1).
struct Reading {
  std::string text;  ///< UTF-8, without spaces at its ends; empty: nothing could be read
  double confidence = 0;
  std::vector<double> words{};  ///< of each word of the text by itself; empty: not known
};

/// Reads single lines of text. Thread-safe; the same picture gives the same reading.
class TextReader {
 public:
  virtual ~TextReader() = default;

  /// False if nothing can be read: a library or its data is missing.
  virtual bool ready() const = 0;

  /// Reads one line that consists of the given characters (ASCII; empty: any). Text should be some
  /// 30 pixels tall with a margin of about a third of that.
  virtual Reading read(const TextImage& image, const std::string& characters) const = 0;

  /// The letters of the one picture that this reader is for, in its pixels; null: of no picture, or
  /// not known. They are believed before anything is read (core/labels/page_words.hpp).
  virtual std::shared_ptr<const PageText> page() const { return nullptr; }

  /// True if labels are first read glyph by glyph (core/labels/glyph_reader.hpp), and this reader
  /// is asked where that leaves a doubt. False of readers in tests that say what they are told to.
  virtual bool after_glyphs() const { return false; }
};

/// The reader that the program was built with: Tesseract after glyphs, or one that reads nothing.
std::shared_ptr<const TextReader> make_text_reader();

/// A reader for one picture, whose file has these letters; what they do not say, `other` reads (not
/// null). It is ready where there are letters, also if `other` is not.
std::shared_ptr<const TextReader> make_page_reader(std::shared_ptr<const PageText> page,
                                                   std::shared_ptr<const TextReader> other);

}  // namespace unweave

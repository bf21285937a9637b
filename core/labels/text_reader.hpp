// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unweave {

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
};

/// Reads single lines of text with Tesseract (Smith 2007, LSTM line recogniser). The library and
/// its English data are optional: without them ready() is false and nothing can be read. The first
/// use sets it up, which costs some 50 ms and 20 MB; a short line costs about 3 ms. It runs on the
/// calling thread alone; several threads wait for each other.
class TextReader {
 public:
  TextReader();
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  /// True if the library was there when this was built and found its data now.
  bool ready() const;

  /// Reads one line that consists of the given characters (ASCII; empty: any). Text should be some
  /// 30 pixels tall with a margin of about a third of that.
  Reading read(const TextImage& image, const std::string& characters) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace unweave

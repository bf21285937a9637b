// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/labels/text_reader.hpp"

namespace unweave::testing {

/// Reads solid boxes in place of letters, so that tests need neither fonts nor a library: a box
/// that is w tenths as wide as it is tall is the digit w.
class ScriptedReader final : public TextReader {
 public:
  bool ready() const override { return true; }

  Reading read(const TextImage& image, const std::string&) const override {
    std::string text;
    const int rows = count_rows(image);
    int run = 0;
    for (int x = 0; x <= image.width; ++x) {
      if (x < image.width && inked(image, x)) {
        ++run;
      } else if (run > 0) {
        text += static_cast<char>('0' + (10 * run + rows / 2) / rows);
        run = 0;
      }
    }
    return {text, text.empty() ? 0.0 : 0.95};
  }

 private:
  static bool dark(const TextImage& image, int x, int y) {
    return image.gray[static_cast<std::size_t>(y) * image.width + x] < 128;
  }
  static bool inked(const TextImage& image, int x) {
    for (int y = 0; y < image.height; ++y)
      if (dark(image, x, y)) return true;
    return false;
  }
  static int count_rows(const TextImage& image) {
    int rows = 0;
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x)
        if (dark(image, x, y)) {
          ++rows;
          break;
        }
    return rows;
  }
};

}  // namespace unweave::testing

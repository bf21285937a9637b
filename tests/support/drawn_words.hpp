// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "core/labels/glyphs.hpp"

namespace unweave::testing {

/// A drawn word and what it says; tests/data/glyphs/make.py.
struct DrawnWord {
  Raster picture;
  std::string text;
};

/// Those of a folder of tests/data; empty if it cannot be read.
inline std::vector<DrawnWord> drawn_words(const std::string& folder) {
  std::ifstream sheet(folder + "/words.pgm", std::ios::binary), list(folder + "/words.txt");
  std::string magic;
  int width = 0, rows = 0, most = 0;
  sheet >> magic >> width >> rows >> most;
  sheet.get();
  const std::string gray{std::istreambuf_iterator<char>(sheet), {}};
  std::vector<DrawnWord> out;
  for (std::string line; std::getline(list, line);) {
    std::istringstream fields(line);
    int left = 0, first = 0;
    DrawnWord word;
    fields >> left >> first >> word.picture.width >> word.picture.height >> word.text;
    for (int y = 0; y < word.picture.height; ++y)
      for (int x = 0; x < word.picture.width; ++x)
        for (int c = 0; c < 3; ++c)
          word.picture.rgb.push_back(static_cast<std::uint8_t>(
              gray[static_cast<std::size_t>(first + y) * width + left + x]));
    out.push_back(std::move(word));
  }
  return out;
}

/// What is seen of one before it is read.
struct SeenWord {
  InkMap ink;
  std::vector<Word> words;
};

inline SeenWord seen(const Raster& picture) {
  SeenWord out{ink_map(picture, picture.bounds(), {}), {}};
  out.words = find_words(out.ink, 0.5);
  std::sort(out.words.begin(), out.words.end(),
            [](const Word& a, const Word& b) { return a.box.x < b.box.x; });
  return out;
}

}  // namespace unweave::testing

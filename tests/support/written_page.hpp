// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/image/geometry.hpp"
#include "core/image/neighborhood.hpp"
#include "core/image/page_text.hpp"

namespace unweave::test {

/// A page of a paper, in points, with text and drawn things: A4.
struct WrittenPage {
  static constexpr double kAdvance = 5, kHeight = 12;  // of a font of 10 points

  PageText text;
  BytePlane drawn{595, 842};

  /// A line of ASCII; words are parted as fonts do it.
  void write(double x, double y, const std::string& line, Writing writing = Writing::Right) {
    for (const char c : line) {
      if (c != ' ') {
        text.letters.push_back({std::string(1, c), x, y, kAdvance, kHeight, writing});
        draw({static_cast<int>(x) + 1, static_cast<int>(y) + 3, 3, 7});
      }
      x += kAdvance;
    }
  }
  /// Lines of 40 letters, 200 points long and 12 apart.
  void paragraph(double x, double y, int lines) {
    for (int i = 0; i < lines; ++i)
      write(x, y + 12 * i, "values of this section were mapped by us.");
  }
  void draw(const Rect& box) {
    const Rect seen = intersect(box, {0, 0, drawn.width, drawn.height});
    for (int y = seen.y; y < seen.bottom(); ++y)
      for (int x = seen.x; x < seen.right(); ++x) drawn.at(x, y) = 1;
  }
  /// A plot with its bar and labels, in the box: the title below, numbers left and right.
  void plot(const Rect& box) {
    draw({box.x + 20, box.y + 6, box.width - 90, box.height - 40});
    draw({box.right() - 45, box.y + 6, 10, box.height - 40});
    write(box.x, box.y, "10");
    write(box.right() - 28, box.y, "100.5");
    write(box.x + 20, box.bottom() - 30, "0");
    write(box.x + 40, box.bottom() - 12, "Distance (km)");
  }
};

}  // namespace unweave::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/page_text.hpp"

#include <cmath>

namespace unweave {

Rect box_of(const Letter& letter) {
  const int x = static_cast<int>(std::floor(letter.x)), y = static_cast<int>(std::floor(letter.y));
  return {x, y, static_cast<int>(std::ceil(letter.right())) - x,
          static_cast<int>(std::ceil(letter.bottom())) - y};
}

Letter turned(const Letter& letter, double width, double height, bool clockwise) {
  Letter out = letter;
  out.x = clockwise ? height - letter.bottom() : letter.y;
  out.y = clockwise ? letter.x : width - letter.right();
  out.width = letter.height;
  out.height = letter.width;
  constexpr int kWays = 4;
  if (letter.writing < Writing::Alone)
    out.writing = static_cast<Writing>(
        (static_cast<int>(letter.writing) + (clockwise ? kWays - 1 : 1)) % kWays);
  return out;
}

}  // namespace unweave

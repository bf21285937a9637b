// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "tests/fuzz/fuzz.hpp"

// What the targets of labels have in common: a figure whose words the target draws and reads, and
// what is promised of the scales found in it.

namespace unweave::fuzz {

struct Canvas {
  int width, height;
  std::vector<std::uint8_t> rgb;

  Canvas(int w, int h) : width(w), height(h), rgb(3 * static_cast<std::size_t>(w) * h, 255) {}
  void put(int x, int y, std::array<std::uint8_t, 3> color) {
    if (x >= 0 && y >= 0 && x < width && y < height)
      std::copy(color.begin(), color.end(),
                rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * width + x));
  }
  void fill(const Rect& r, std::array<std::uint8_t, 3> color) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x) put(x, y, color);
  }
};

inline constexpr std::array<std::uint8_t, 3> kBlack{0, 0, 0};

/// Draws a word of the input at a place, the left upper corner.
using DrawWord = std::function<void(Canvas&, Bytes&, int x, int y)>;

/// A field in its frame and a bar beside or below it, with marks and words around.
inline Canvas draw_figure(Bytes& in, const DrawWord& draw_word) {
  Canvas canvas(in.within(60, 900), in.within(60, 700));
  const int w = canvas.width, h = canvas.height;
  const Rect plot{w / 6, h / 8, std::max(8, w / 2), std::max(8, h / 2)};
  const bool vertical = in.flag();
  const Rect bar = vertical ? Rect{w * 3 / 4, plot.y, std::max(4, w / 30), plot.height}
                            : Rect{plot.x, h * 4 / 5, plot.width, std::max(4, h / 30)};
  const int levels = in.within(0, 12);
  const auto color = [&](double t) {
    if (levels > 1) t = std::floor(t * levels) / (levels - 1);
    t = std::clamp(t, 0.0, 1.0);
    return std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(255 * t),
                                       static_cast<std::uint8_t>(120 + 100 * std::sin(3 * t)),
                                       static_cast<std::uint8_t>(255 * (1 - t))};
  };
  for (const Rect& r : {plot, bar})
    canvas.fill({r.x - 1, r.y - 1, r.width + 2, r.height + 2}, kBlack);
  for (int y = plot.y; y < plot.bottom(); ++y)
    for (int x = plot.x; x < plot.right(); ++x)
      canvas.put(x, y, color(0.5 + 0.5 * std::sin(x / 31.0) * std::cos(y / 23.0)));
  for (int y = bar.y; y < bar.bottom(); ++y)
    for (int x = bar.x; x < bar.right(); ++x)
      canvas.put(
          x, y,
          color(vertical ? 1 - (y - bar.y + 0.5) / bar.height : (x - bar.x + 0.5) / bar.width));
  const int labels = in.within(0, 12);
  for (int k = 0; k < labels; ++k) {
    const double at = (k + 0.5) / labels;
    const int away = in.within(1, 10);
    const int x = vertical ? bar.right() + away : bar.x + static_cast<int>(at * bar.width);
    const int y = vertical ? bar.y + static_cast<int>(at * bar.height) : bar.bottom() + away;
    if (in.flag())
      canvas.fill(vertical ? Rect{bar.right() + 1, y, 4, 1} : Rect{x, bar.bottom() + 1, 1, 4},
                  kBlack);
    draw_word(canvas, in, vertical ? x + 5 : x - 4, vertical ? y - 4 : y + 5);
  }
  const int words = in.within(0, 24);
  for (int k = 0; k < words; ++k) {
    const int x = in.within(0, w), y = in.within(0, h);
    draw_word(canvas, in, x, y);
  }
  return canvas;
}

inline void check_scale(const ValueRange* range, const std::vector<TickLabel>& ticks) {
  if (range) PROMISED(range->valid());
  for (const TickLabel& tick : ticks)
    PROMISED(std::isfinite(tick.value) && std::isfinite(tick.position));
}

/// Analyzes the figure; what is claimed of it is finite, ordered and in the picture.
inline void check_layout(const Canvas& canvas, const FigureOptions& options) {
  const Rect whole{0, 0, canvas.width, canvas.height};
  Context context;
  const MemorySource source({canvas.width, canvas.height}, canvas.rgb.data());
  const auto layout = analyze_layout(source, options, context);
  if (!layout) return;
  const Rect& plot = layout->plot_area;
  PROMISED(!plot.empty() && inside(plot, whole));
  for (const auto* axis : {&layout->x_axis, &layout->y_axis})
    if (*axis) check_scale(&(*axis)->range, (*axis)->ticks);
  if (!layout->colorbar) return;
  const Colorbar& bar = *layout->colorbar;
  PROMISED(inside(bar.rect, whole));
  check_scale(bar.range ? &*bar.range : nullptr, bar.ticks);
}

}  // namespace unweave::fuzz

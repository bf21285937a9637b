// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/recover.hpp"
#include "plugin/view/viewport.hpp"

namespace unweave::view {

/// A color as cairo's RGB24 and ARGB32 hold it: 0xAARRGGBB.
using Dot = std::uint32_t;
inline constexpr Dot kOpaque = 0xFF000000U;
inline Dot dot(const Rgb8& c) { return kOpaque | code_of(c); }

/// What a pixel is and stands for.
struct Pixel {
  int x = 0, y = 0;
  Rgb8 color{};
  bool in_plot_area = false;
  /// As Recovery::evaluate(); NaN outside the plot area.
  float t = 0, residual = 0, ambiguity = 0, deviation = 0;
};

enum class Quantity { Field, Residual, Confidence };

/// A recovered picture at the dots of a viewport, row-major; NaN outside the plot area.
struct Planes {
  Viewport viewport;
  Rect plot_area;
  double max_distance = 0;
  std::vector<float> t, residual, confidence;  ///< the last one only where it was asked for
  bool inside(int dot_x, int dot_y) const {
    return plot_area.contains(viewport.column(dot_x), viewport.row(dot_y));
  }
};

/// Reads the viewport's rows once each, what `quantity` needs of them. Cost: the part of the rows
/// that is seen; for the confidence, at first, a pass over the picture's colors.
Planes sample(const Recovery& recovery, const PixelSource& source, const Viewport& viewport,
              Quantity quantity);
/// The picture itself at the viewport's dots; 0 (transparent) outside of it, half-transparent
/// pixels over white. Zoomed out, each dot is the mean of the pixels that it covers, so that thin
/// lines and letters stay; of a dot that covers more than 16 by 16, of so many spread evenly over
/// it.
std::vector<Dot> sample_picture(const PixelSource& source, const Viewport& viewport);
/// One pixel, of the picture as it was corrected for `recovery`; nothing outside the picture.
/// `recovery` may be null: no t.
std::optional<Pixel> probe(const Recovery* recovery, const PixelSource& source, int x, int y);

enum class Shading { Recovered, Gray, Viridis };

/// 256 colors for t, or for a residual from 0 to the cut-off, or a confidence from 0 to 1. The
/// recovered map serves the field alone; other quantities are gray then.
std::vector<Rgb8> palette_for(Quantity quantity, Shading shading, const Report& report);

/// The planes as dots; 0 outside the plot area. Where there is no data: a checkerboard.
std::vector<Dot> shade(const Planes& planes, Quantity quantity, const std::vector<Rgb8>& palette);

}  // namespace unweave::view

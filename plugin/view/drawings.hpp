// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <optional>
#include <string>
#include <vector>

#include "plugin/view/canvas.hpp"
#include "plugin/view/digest.hpp"
#include "plugin/view/viewport.hpp"

// The drawings of what was found, on any cairo surface: a window's, a PNG's, an SVG's. Each fills
// the rectangle (0, 0, width, height) of the current coordinates and leaves the state as it was.

namespace unweave::view {

/// The colormap from its low end to its high one, with ticks at round values below.
void draw_strip(cairo_t* cr, const Theme& theme, const Digest& digest, double width, double height);
/// Where on the strip, in its coordinates, t = 0 and t = 1 lie, for reading a click.
struct Span {
  double low = 0, high = 0;
};
Span strip_span(const Theme& theme, double width);

/// How often each value occurs; bars in the colors of the map. Without an axis it stands above a
/// strip of the same width.
enum class Axis { None, Values };
void draw_histogram(cairo_t* cr, const Theme& theme, const Digest& digest, double width,
                    double height, Axis axis = Axis::Values);

/// From where the color cube is looked at, in radians.
struct Turn {
  double about_gray = 0.6;  ///< about the vertical axis
  double tilt = 0.35;       ///< up
};
/// The picture's colors in the RGB cube, each as a dot (no data: hollow and gray), with the
/// colormap as a curve through them. Parallel projection.
void draw_cloud(cairo_t* cr, const Theme& theme, const Digest& digest, const Turn& turn,
                double width, double height);

/// Over the original as `viewport` shows it: plot area with the cells of its grid, other plot
/// areas, color bar, and at the bar the numbers that were read. With labels that say which is
/// which, where they cover nothing but plain paper of `picture`, the original's dots as they are
/// drawn (an image surface; null: anywhere).
void draw_outlines(cairo_t* cr, const Theme& theme, const Report& report, const Viewport& viewport,
                   cairo_surface_t* picture = nullptr);

/// A rectangle that is being drawn by hand.
void draw_rubber_band(cairo_t* cr, const Viewport& viewport, const Rect& rect);

/// Strokes the current path, in dots, so that it is seen on any picture.
void stroke_seen(cairo_t* cr);

/// What can be saved, each a drawing of its own.
enum class Drawing { Colormap, Colors, Histogram, Layout, Field, Residual };
inline constexpr Drawing kDrawings[] = {Drawing::Colormap, Drawing::Colors, Drawing::Histogram,
                                        Drawing::Layout,   Drawing::Field,  Drawing::Residual};
/// Part of its file's name, never translated: "colormap", "colors", ...
const char* drawing_name(Drawing drawing);

enum class FileKind { Png, Svg };
/// Formats that drawings are saved in, by extension: "png", "svg".
std::optional<FileKind> drawing_format(const std::string& extension);

/// A drawing as the bytes of a file, on white. The same input gives the same PNG; in
/// an SVG cairo numbers what it refers to.
/// PNG: 96 dots an inch for texts times two; the layout, field and residual keep the picture's
/// pixels one to one where they are at most 2000 on a side.
std::string render(Drawing drawing, FileKind kind, const Digest& digest, const Recovery& recovery,
                   const PixelSource& source, const Turn& turn = {});

}  // namespace unweave::view

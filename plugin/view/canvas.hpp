// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <vector>

#include "core/labels/value_range.hpp"
#include "plugin/view/planes.hpp"

namespace unweave::view {

struct CairoFree {
  void operator()(cairo_t* cr) const { cairo_destroy(cr); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, CairoFree>;
using CairoPtr = std::unique_ptr<cairo_t, CairoFree>;

struct Ink {
  double red = 0, green = 0, blue = 0;
};

/// Colors and size of the writing: a desktop's, or a paper's.
struct Theme {
  Ink text{0, 0, 0};
  Ink ground{1, 1, 1};
  double font_size = 12;  ///< in user units (dots)
  double line = 1;
};

/// Dots, row-major, as a surface that owns a copy of them. Throws std::bad_alloc.
SurfacePtr surface_of(const std::vector<Dot>& dots, int width, int height);

/// Draws a surface's dots one to one, its corner at (x, y), in whichever units cairo is.
void put_surface(cairo_t* cr, cairo_surface_t* surface, double x, double y);

inline constexpr Ink kWhite{1, 1, 1};
void set_ink(cairo_t* cr, const Ink& ink, double opacity = 1);
/// Strokes the path as a colored line in a white one: seen on any picture.
void stroke_twice(cairo_t* cr, const Ink& ink, double line);

struct TextSize {
  double width = 0, height = 0;
};
TextSize text_size(cairo_t* cr, const Theme& theme, const std::string& text);
/// Places the text so that its (align_x, align_y) share - 0 left or top, 1 right or bottom - lies
/// at (x, y). UTF-8 in any script.
void draw_text(cairo_t* cr, const Theme& theme, const std::string& text, double x, double y,
               double align_x, double align_y);
/// Round values of a range as ticks of `length` below an axis at y that runs from x0 to x1; labels
/// that would touch their left neighbor are left out.
void draw_value_ticks(cairo_t* cr, const Theme& theme, const ValueRange& range, double x0,
                      double x1, double y, double length);

}  // namespace unweave::view

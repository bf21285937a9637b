// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/canvas.hpp"

#include <glib-object.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "plugin/view/ticks.hpp"

namespace unweave::view {
namespace {

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;

LayoutPtr layout_of(cairo_t* cr, const Theme& theme, const std::string& text) {
  LayoutPtr layout(pango_cairo_create_layout(cr));
  PangoFontDescription* font = pango_font_description_from_string("Sans");
  pango_font_description_set_absolute_size(font, theme.font_size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  return layout;
}

TextSize size_of(PangoLayout* layout) {
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

}  // namespace

SurfacePtr surface_of(const std::vector<Dot>& dots, int width, int height) {
  SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
  const int stride = cairo_image_surface_get_stride(surface.get());
  unsigned char* data = cairo_image_surface_get_data(surface.get());
  for (int y = 0; y < height; ++y)
    std::memcpy(data + static_cast<std::ptrdiff_t>(y) * stride,
                dots.data() + static_cast<std::ptrdiff_t>(y) * width, sizeof(Dot) * width);
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

void put_surface(cairo_t* cr, cairo_surface_t* surface, double x, double y) {
  cairo_save(cr);
  cairo_set_source_surface(cr, surface, x, y);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
  cairo_paint(cr);
  cairo_restore(cr);
}

void set_ink(cairo_t* cr, const Ink& ink, double opacity) {
  cairo_set_source_rgba(cr, ink.red, ink.green, ink.blue, opacity);
}

void stroke_twice(cairo_t* cr, const Ink& ink, double line) {
  set_ink(cr, kWhite, 0.9);
  cairo_set_line_width(cr, 3.5 * line);
  cairo_stroke_preserve(cr);
  set_ink(cr, ink);
  cairo_set_line_width(cr, 1.5 * line);
  cairo_stroke(cr);
}

TextSize text_size(cairo_t* cr, const Theme& theme, const std::string& text) {
  return size_of(layout_of(cr, theme, text).get());
}

void draw_text(cairo_t* cr, const Theme& theme, const std::string& text, double x, double y,
               double align_x, double align_y) {
  const LayoutPtr layout = layout_of(cr, theme, text);
  const TextSize size = size_of(layout.get());
  cairo_move_to(cr, x - align_x * size.width, y - align_y * size.height);
  pango_cairo_show_layout(cr, layout.get());
}

void draw_value_ticks(cairo_t* cr, const Theme& theme, const ValueRange& range, double x0,
                      double x1, double y, double length) {
  const int wanted = std::max(2, static_cast<int>((x1 - x0) / (6 * theme.font_size)));
  double free_from = -1e9;
  for (const Tick& tick : value_ticks(range, wanted)) {
    const double x = x0 + tick.t * (x1 - x0);
    cairo_move_to(cr, x, y);
    cairo_line_to(cr, x, y + length);
    cairo_stroke(cr);
    const double half = text_size(cr, theme, tick.label).width / 2;
    if (x - half < free_from) continue;
    draw_text(cr, theme, tick.label, x, y + length, 0.5, 0);
    free_from = x + half + theme.font_size;
  }
}

}  // namespace unweave::view

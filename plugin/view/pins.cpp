// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/pins.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace unweave::view {
namespace {

constexpr Ink kPinInk{0.0, 0.35, 0.15}, kChosenInk{0.85, 0.3, 0.0};
constexpr double kArm = 7;  // dots

/// A pixel's middle.
double dot_x(const Viewport& v, int column) { return v.dot_x(column + 0.5); }
double dot_y(const Viewport& v, int row) { return v.dot_y(row + 0.5); }

void trace(cairo_t* cr, const Viewport& v, const Pin& pin, double line) {
  const double x0 = dot_x(v, pin.x0), y0 = dot_y(v, pin.y0);
  const double x1 = dot_x(v, pin.x1), y1 = dot_y(v, pin.y1);
  switch (pin.kind) {
    case Pin::Kind::Point:
      cairo_move_to(cr, x0 - kArm * line, y0);
      cairo_line_to(cr, x0 + kArm * line, y0);
      cairo_move_to(cr, x0, y0 - kArm * line);
      cairo_line_to(cr, x0, y0 + kArm * line);
      break;
    case Pin::Kind::Line:
      cairo_move_to(cr, x0, y0);
      cairo_line_to(cr, x1, y1);
      break;
    case Pin::Kind::Area: {
      const Rect r = pin.bounds();
      cairo_rectangle(cr, v.dot_x(r.x), v.dot_y(r.y), r.width * v.zoom, r.height * v.zoom);
      break;
    }
  }
}

/// Beside the pin, inside the drawing as long as the pin is.
void put_number(cairo_t* cr, const Theme& theme, const std::string& text, const Viewport& v,
                const Pin& pin, const Ink& ink) {
  const double gap = 0.3 * theme.font_size;
  const TextSize size = text_size(cr, theme, text);
  const double left = pin.kind == Pin::Kind::Area ? v.dot_x(pin.bounds().x) : dot_x(v, pin.x0);
  const double top = pin.kind == Pin::Kind::Area ? v.dot_y(pin.bounds().y) : dot_y(v, pin.y0);
  double x = left + gap, y = top - gap - size.height;
  if (x + size.width > v.width) x = left - gap - size.width;
  if (y < 0) y = top + gap;
  cairo_rectangle(cr, x - 0.5 * gap, y, size.width + gap, size.height);
  set_ink(cr, kWhite, 0.85);
  cairo_fill(cr);
  set_ink(cr, ink);
  draw_text(cr, theme, text, x, y, 0, 0);
}

}  // namespace

void draw_pins(cairo_t* cr, const Theme& theme, const std::vector<Pin>& pins,
               std::optional<std::size_t> chosen, const Viewport& viewport) {
  cairo_save(cr);
  Theme small = theme;
  small.font_size = 0.9 * theme.font_size;
  for (std::size_t i = 0; i < pins.size(); ++i) {
    const Ink& ink = chosen == i ? kChosenInk : kPinInk;
    trace(cr, viewport, pins[i], theme.line);
    stroke_twice(cr, ink, theme.line);
    put_number(cr, small, std::to_string(i + 1), viewport, pins[i], ink);
  }
  cairo_restore(cr);
}

void draw_new_pin(cairo_t* cr, const Viewport& viewport, const Pin& pin) {
  cairo_save(cr);
  trace(cr, viewport, pin, 1);
  stroke_twice(cr, kChosenInk, 1);
  cairo_restore(cr);
}

}  // namespace unweave::view

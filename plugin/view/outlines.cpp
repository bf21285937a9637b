// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "plugin/request/i18n.hpp"
#include "plugin/view/drawings.hpp"

namespace unweave::view {
namespace {

constexpr Ink kAreaInk{0.85, 0.0, 0.55}, kBarInk{0.0, 0.45, 0.85};

/// Around the rectangle's pixels, not over them.
void outline(cairo_t* cr, const Rect& rect, const Viewport& v, const Ink& ink, double line) {
  const double x0 = v.dot_x(rect.x) - 1, y0 = v.dot_y(rect.y) - 1;
  cairo_rectangle(cr, x0, y0, v.dot_x(rect.right()) + 1 - x0, v.dot_y(rect.bottom()) + 1 - y0);
  stroke_twice(cr, ink, line);
}

void label(cairo_t* cr, const Theme& theme, const std::string& text, double x, double y,
           double align_x, double align_y, const Ink& ink) {
  const TextSize size = text_size(cr, theme, text);
  const double pad = 0.25 * theme.font_size;
  cairo_rectangle(cr, x - align_x * size.width - pad, y - align_y * size.height,
                  size.width + 2 * pad, size.height);
  set_ink(cr, kWhite, 0.85);
  cairo_fill(cr);
  set_ink(cr, ink);
  draw_text(cr, theme, text, x, y, align_x, align_y);
}

void draw_read_ticks(cairo_t* cr, const Theme& theme, const Report& report, const Viewport& v) {
  const Rect& bar = *report.colorbar;
  const bool vertical = bar.height >= bar.width;
  for (const TickLabel& tick : report.ticks) {
    const double place = tick.position;
    const double x0 = v.dot_x(vertical ? bar.x : place), y0 = v.dot_y(vertical ? place : bar.y);
    const double x1 = v.dot_x(vertical ? bar.right() : place);
    const double y1 = v.dot_y(vertical ? place : bar.bottom());
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    stroke_twice(cr, kBarInk, 0.8 * theme.line);
    // On the side away from the picture's own numbers.
    if (vertical)
      label(cr, theme, tick.text, x0 - 0.5 * theme.font_size, y0, 1, 0.5, kBarInk);
    else
      label(cr, theme, tick.text, x0, y0 - 0.3 * theme.font_size, 0.5, 1, kBarInk);
  }
}

/// Lines between cells; none along a side whose cells are narrower on the drawing than lines are
/// seen apart.
void draw_grid(cairo_t* cr, const Report& report, const Viewport& v, double line) {
  constexpr double kLeastApart = 5;  // dots
  const Rect& area = report.plot_area;
  const Grid& grid = *report.grid;
  const double x0 = v.dot_x(area.x), x1 = v.dot_x(area.right());
  const double y0 = v.dot_y(area.y), y1 = v.dot_y(area.bottom());
  const auto lines = [&](const GridSide& side, bool upright) {
    const double length = upright ? x1 - x0 : y1 - y0;
    if (length < kLeastApart * line * side.cells()) return;
    for (std::size_t i = 1; i + 1 < side.edges.size(); ++i) {
      const double at = upright ? v.dot_x(area.x + side.edges[i]) : v.dot_y(area.y + side.edges[i]);
      cairo_move_to(cr, upright ? at : x0, upright ? y0 : at);
      cairo_line_to(cr, upright ? at : x1, upright ? y1 : at);
    }
  };
  lines(grid.x, true);
  lines(grid.y, false);
  stroke_twice(cr, kAreaInk, 0.6 * line);
}

}  // namespace

void draw_outlines(cairo_t* cr, const Theme& theme, const Report& report,
                   const Viewport& viewport) {
  cairo_save(cr);
  Theme small = theme;
  small.font_size = 0.9 * theme.font_size;
  for (const Rect& panel : report.panels) {
    cairo_set_dash(cr, std::vector<double>{4, 4}.data(), 2, 0);
    outline(cr, panel, viewport, kAreaInk, theme.line);
  }
  cairo_set_dash(cr, nullptr, 0, 0);
  if (report.grid) draw_grid(cr, report, viewport, theme.line);
  outline(cr, report.plot_area, viewport, kAreaInk, theme.line);
  label(cr, small, _("Plot area"), std::max(4.0, viewport.dot_x(report.plot_area.x) + 4),
        std::max(4.0, viewport.dot_y(report.plot_area.y) + 4), 0, 0, kAreaInk);
  if (report.colorbar) {
    outline(cr, *report.colorbar, viewport, kBarInk, theme.line);
    draw_read_ticks(cr, small, report, viewport);
    // Inside the drawing, however near to its rim the bar is.
    const double half = text_size(cr, small, _("Color bar")).width / 2 + small.font_size / 2;
    const double middle =
        std::clamp(viewport.dot_x(report.colorbar->x + 0.5 * report.colorbar->width), half,
                   std::max(half, viewport.width - half));
    label(cr, small, _("Color bar"), middle, viewport.dot_y(report.colorbar->y) - 3, 0.5, 1,
          kBarInk);
  }
  cairo_restore(cr);
}

void stroke_seen(cairo_t* cr) {
  cairo_save(cr);
  stroke_twice(cr, kAreaInk, 1);
  cairo_restore(cr);
}

void draw_rubber_band(cairo_t* cr, const Viewport& viewport, const Rect& rect) {
  cairo_save(cr);
  outline(cr, rect, viewport, kAreaInk, 1);
  cairo_restore(cr);
}

}  // namespace unweave::view

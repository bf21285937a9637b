// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "plugin/request/i18n.hpp"
#include "plugin/view/drawings.hpp"

namespace unweave::view {
namespace {

constexpr double kTickStart = 2, kTickEnd = 7;  // dots before the bar, which stays free
constexpr Ink kAreaInk{0.85, 0.0, 0.55}, kBarInk{0.0, 0.45, 0.85};

/// Around the rectangle's pixels, not over them.
void outline(cairo_t* cr, const Rect& rect, const Viewport& v, const Ink& ink, double line) {
  const double x0 = v.dot_x(rect.x) - 1, y0 = v.dot_y(rect.y) - 1;
  cairo_rectangle(cr, x0, y0, v.dot_x(rect.right()) + 1 - x0, v.dot_y(rect.bottom()) + 1 - y0);
  stroke_twice(cr, ink, line);
}

/// A picture as it is drawn, and what lies on it by now: where there is room for a label.
class Room {
 public:
  /// Null: there is room everywhere.
  explicit Room(cairo_surface_t* picture) : picture_(picture) {
    if (picture_) cairo_surface_flush(picture_);
  }
  /// Nothing but one color, and no other label.
  bool free(double x, double y, double width, double height) const {
    if (!picture_) return true;
    const int x0 = static_cast<int>(std::floor(x)), x1 = static_cast<int>(std::ceil(x + width));
    const int y0 = static_cast<int>(std::floor(y)), y1 = static_cast<int>(std::ceil(y + height));
    if (x0 < 0 || y0 < 0 || x1 > cairo_image_surface_get_width(picture_) ||
        y1 > cairo_image_surface_get_height(picture_))
      return false;
    const Rect box{x0, y0, x1 - x0, y1 - y0};
    for (const Rect& other : taken_)
      if (!intersect(box, other).empty()) return false;
    const Dot first = dot_at(x0, y0);
    for (int row = y0; row < y1; ++row)
      for (int column = x0; column < x1; ++column)
        if (!alike(first, dot_at(column, row))) return false;
    return true;
  }
  void take(double x, double y, double width, double height) {
    taken_.push_back({static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)),
                      static_cast<int>(std::ceil(width)) + 1,
                      static_cast<int>(std::ceil(height)) + 1});
  }

 private:
  Dot dot_at(int x, int y) const {
    const int stride = cairo_image_surface_get_stride(picture_);
    const unsigned char* row =
        cairo_image_surface_get_data(picture_) + static_cast<std::ptrdiff_t>(y) * stride;
    Dot d = 0;
    std::memcpy(&d, row + static_cast<std::ptrdiff_t>(sizeof d) * x, sizeof d);
    return d;
  }
  /// Paper is not quite even behind compression.
  static bool alike(Dot a, Dot b) {
    constexpr int kAlike = 16;  // levels
    for (const int shift : {0, 8, 16, 24}) {
      const int p = static_cast<int>(a >> shift & 255U), q = static_cast<int>(b >> shift & 255U);
      if (std::abs(p - q) > kAlike) return false;
    }
    return true;
  }

  cairo_surface_t* picture_;
  std::vector<Rect> taken_;
};

/// Where a label may stand: its (align_x, align_y) share at (x, y).
struct LabelPlace {
  double x = 0, y = 0, align_x = 0, align_y = 0;
};

/// At the first of the places where it covers nothing of the picture; else nowhere.
void label(cairo_t* cr, const Theme& theme, Room& room, const std::string& text,
           const std::vector<LabelPlace>& places, const Ink& ink) {
  const TextSize size = text_size(cr, theme, text);
  const double pad = 0.25 * theme.font_size;
  for (const LabelPlace& p : places) {
    const double x = p.x - p.align_x * size.width, y = p.y - p.align_y * size.height;
    if (!room.free(x - pad, y, size.width + 2 * pad, size.height)) continue;
    room.take(x - pad, y, size.width + 2 * pad, size.height);
    cairo_rectangle(cr, x - pad, y, size.width + 2 * pad, size.height);
    set_ink(cr, kWhite, 0.85);
    cairo_fill(cr);
    set_ink(cr, ink);
    draw_text(cr, theme, text, p.x, p.y, p.align_x, p.align_y);
    return;
  }
}

/// Beside one place of the bar, near it first: before it, or behind it, beyond the picture's own
/// numbers.
std::vector<LabelPlace> places_beside(const Rect& bar, bool vertical, double place,
                                      const Viewport& v, const Theme& theme) {
  constexpr double kStep = 0.5, kFarthest = 8;  // letters
  const double mark = kTickEnd * theme.line;    // which stands before the bar
  std::vector<LabelPlace> places;
  for (double out = kStep; out <= kFarthest; out += kStep)
    for (const bool before : {true, false}) {
      const double by = before ? -mark - out * theme.font_size : out * theme.font_size;
      if (vertical)
        places.push_back(
            {v.dot_x(before ? bar.x : bar.right()) + by, v.dot_y(place), before ? 1.0 : 0.0, 0.5});
      else
        places.push_back(
            {v.dot_x(place), v.dot_y(before ? bar.y : bar.bottom()) + by, 0.5, before ? 1.0 : 0.0});
    }
  return places;
}

void draw_read_ticks(cairo_t* cr, const Theme& theme, Room& room, const Report& report,
                     const Viewport& v) {
  const Rect& bar = *report.colorbar;
  const bool vertical = bar.height >= bar.width;
  for (const TickLabel& tick : report.ticks) {
    const double x = v.dot_x(vertical ? bar.x : tick.position);
    const double y = v.dot_y(vertical ? tick.position : bar.y);
    const double from = kTickStart * theme.line, to = kTickEnd * theme.line;
    cairo_move_to(cr, vertical ? x - from : x, vertical ? y : y - from);
    cairo_line_to(cr, vertical ? x - to : x, vertical ? y : y - to);
    stroke_twice(cr, kBarInk, 0.8 * theme.line);
    const auto places = places_beside(bar, vertical, tick.position, v, theme);
    label(cr, theme, room, tick.text, places, kBarInk);
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

void draw_outlines(cairo_t* cr, const Theme& theme, const Report& report, const Viewport& viewport,
                   cairo_surface_t* picture) {
  cairo_save(cr);
  Theme small = theme;
  small.font_size = 0.9 * theme.font_size;
  Room room(picture);
  const auto keep_free = [&](const Rect& rect) {
    room.take(viewport.dot_x(rect.x), viewport.dot_y(rect.y), rect.width * viewport.zoom,
              rect.height * viewport.zoom);
  };
  keep_free(report.plot_area);
  for (const Rect& panel : report.panels) keep_free(panel);
  if (report.colorbar) keep_free(*report.colorbar);
  for (const Rect& panel : report.panels) {
    cairo_set_dash(cr, std::vector<double>{4, 4}.data(), 2, 0);
    outline(cr, panel, viewport, kAreaInk, theme.line);
  }
  cairo_set_dash(cr, nullptr, 0, 0);
  if (report.grid) draw_grid(cr, report, viewport, theme.line);
  const Rect& area = report.plot_area;
  outline(cr, area, viewport, kAreaInk, theme.line);
  const double gap = 4 * theme.line;
  const double left = viewport.dot_x(area.x), right = viewport.dot_x(area.right());
  const double top = viewport.dot_y(area.y), bottom = viewport.dot_y(area.bottom());
  if (report.colorbar) {
    outline(cr, *report.colorbar, viewport, kBarInk, theme.line);
    draw_read_ticks(cr, small, room, report, viewport);
    const double over = viewport.dot_y(report.colorbar->y) - gap;
    const double below = viewport.dot_y(report.colorbar->bottom()) + gap;
    const double bar_left = viewport.dot_x(report.colorbar->x);
    const double bar_right = viewport.dot_x(report.colorbar->right());
    const double middle = 0.5 * (bar_left + bar_right);
    label(cr, small, room, _("Color bar"),
          {{middle, over, 0.5, 1},
           {middle, below, 0.5, 0},
           {bar_right, over, 1, 1},
           {bar_left, over, 0, 1},
           {bar_right, below, 1, 0},
           {bar_left, below, 0, 0}},
          kBarInk);
  }
  label(cr, small, room, _("Plot area"),
        {{left, top - gap, 0, 1},
         {right, top - gap, 1, 1},
         {left, bottom + gap, 0, 0},
         {right, bottom + gap, 1, 0}},
        kAreaInk);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/toolkit.hpp"

#include <utility>

#include "plugin/dialog/signals.hpp"

namespace unweave::dialog {
namespace {

view::Ink ink(const GdkColor& color) {
  constexpr double kFull = 65535;
  return {color.red / kFull, color.green / kFull, color.blue / kFull};
}

}  // namespace

void on_draw(GtkWidget* widget, Draw draw) {
  on_event(widget, "expose-event", [widget, draw = std::move(draw)](GdkEvent* event) {
    GtkAllocation size;
    gtk_widget_get_allocation(widget, &size);
    const view::CairoPtr cr(gdk_cairo_create(gtk_widget_get_window(widget)));
    gdk_cairo_region(cr.get(), event->expose.region);
    cairo_clip(cr.get());
    draw(cr.get(), size.width, size.height);
    return true;
  });
}

view::Theme theme_of(GtkWidget* widget) {
  const GtkStyle* style = gtk_widget_get_style(widget);
  view::Theme theme;
  theme.text = ink(style->text[GTK_STATE_NORMAL]);
  theme.ground = ink(style->base[GTK_STATE_NORMAL]);
  theme.font_size = 11;
  return theme;
}

void unref_cursor(GdkCursor* cursor) { gdk_cursor_unref(cursor); }

int scale_of(GtkWidget*) { return 1; }

}  // namespace unweave::dialog

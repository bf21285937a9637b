// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/toolkit.hpp"

#include <algorithm>
#include <utility>

#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"

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
  theme.font_size = 11 * text_scale();
  theme.line = text_scale();
  return theme;
}

void unref_cursor(GdkCursor* cursor) { gdk_cursor_unref(cursor); }

namespace {

constexpr const char* kPlaceholder = "unweave-placeholder";

/// GTK 2 has no such texts: drawn over the empty entry, after it has drawn itself.
gboolean draw_placeholder(GtkWidget* widget, GdkEventExpose* event, gpointer) {
  GtkEntry* entry = GTK_ENTRY(widget);
  GdkWindow* window = gtk_entry_get_text_window(entry);
  const auto* text = static_cast<const char*>(g_object_get_data(G_OBJECT(widget), kPlaceholder));
  if (event->window != window || !text || gtk_entry_get_text_length(entry) > 0) return FALSE;
  PangoLayout* layout = gtk_widget_create_pango_layout(widget, text);
  int width = 0, height = 0;
  pango_layout_get_pixel_size(layout, &width, &height);
  const view::CairoPtr cr(gdk_cairo_create(window));
  // A theme's color for what is insensitive can hardly be read in dark ones.
  constexpr double kFaint = 0.6;
  const view::Ink color = ink(gtk_widget_get_style(widget)->text[GTK_STATE_NORMAL]);
  cairo_set_source_rgba(cr.get(), color.red, color.green, color.blue, kFaint);
  cairo_move_to(cr.get(), 2, std::max(0, (gdk_window_get_height(window) - height) / 2));
  pango_cairo_show_layout(cr.get(), layout);
  g_object_unref(layout);
  return FALSE;
}

}  // namespace

void set_placeholder(GtkEntry* entry, const std::string& text) {
  const bool known = g_object_get_data(G_OBJECT(entry), kPlaceholder) != nullptr;
  g_object_set_data_full(G_OBJECT(entry), kPlaceholder, g_strdup(text.c_str()), g_free);
  if (!known) g_signal_connect_after(entry, "expose-event", G_CALLBACK(draw_placeholder), nullptr);
  gtk_widget_queue_draw(GTK_WIDGET(entry));
}

namespace {

/// Above the button, which stands at the window's lower end.
void place_menu(GtkMenu* menu, gint* x, gint* y, gboolean* push_in, gpointer button) {
  GtkWidget* widget = GTK_WIDGET(button);
  GtkAllocation place;
  GtkRequisition size;
  gtk_widget_get_allocation(widget, &place);
  gtk_widget_size_request(GTK_WIDGET(menu), &size);
  gdk_window_get_origin(gtk_widget_get_window(widget), x, y);
  *x += place.x;
  *y += place.y - size.height;
  *push_in = TRUE;
}

}  // namespace

void open_menu(GtkMenu* menu, GtkWidget* button) {
  gtk_menu_popup(menu, nullptr, nullptr, place_menu, button, 0, gtk_get_current_event_time());
}

int scale_of(GtkWidget*) { return 1; }

}  // namespace unweave::dialog

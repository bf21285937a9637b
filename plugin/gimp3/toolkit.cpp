// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/toolkit.hpp"

#include <utility>

#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"

namespace unweave::dialog {
namespace {

view::Ink ink(const GdkRGBA& color) { return {color.red, color.green, color.blue}; }

/// The theme's color of that name, or `otherwise`.
view::Ink theme_color(GtkWidget* widget, const char* name, const view::Ink& otherwise) {
  GdkRGBA color;
  return gtk_style_context_lookup_color(gtk_widget_get_style_context(widget), name, &color)
             ? ink(color)
             : otherwise;
}

}  // namespace

void on_draw(GtkWidget* widget, Draw draw) {
  g_signal_connect_data(
      widget, "draw", G_CALLBACK(+[](GtkWidget* drawn, cairo_t* cr, gpointer data) -> gboolean {
        guarded([&] {
          (*static_cast<Draw*>(data))(cr, gtk_widget_get_allocated_width(drawn),
                                      gtk_widget_get_allocated_height(drawn));
        });
        return TRUE;
      }),
      new Draw(std::move(draw)), +[](gpointer data, GClosure*) { delete static_cast<Draw*>(data); },
      static_cast<GConnectFlags>(0));
}

view::Theme theme_of(GtkWidget* widget) {
  GdkRGBA text;
  gtk_style_context_get_color(gtk_widget_get_style_context(widget), GTK_STATE_FLAG_NORMAL, &text);
  view::Theme theme;
  theme.text = ink(text);
  const bool dark = text.red + text.green + text.blue > 1.5;
  theme.ground = theme_color(widget, "theme_base_color",
                             dark ? view::Ink{0.18, 0.18, 0.18} : view::Ink{1, 1, 1});
  theme.font_size = 11 * text_scale();
  theme.line = text_scale();
  return theme;
}

void unref_cursor(GdkCursor* cursor) { g_object_unref(cursor); }

void set_placeholder(GtkEntry* entry, const std::string& text) {
  gtk_entry_set_placeholder_text(entry, text.c_str());
}

void open_menu(GtkMenu* menu, GtkWidget* button) {
  // Whatever pressed the button is over by now; GTK asks for an event all the same.
  GdkEvent* event = gdk_event_new(GDK_BUTTON_PRESS);
  event->button.window = GDK_WINDOW(g_object_ref(gtk_widget_get_window(button)));
  event->button.time = gtk_get_current_event_time();
  gdk_event_set_device(
      event, gdk_seat_get_pointer(gdk_display_get_default_seat(gtk_widget_get_display(button))));
  gtk_menu_popup_at_widget(menu, button, GDK_GRAVITY_NORTH_WEST, GDK_GRAVITY_SOUTH_WEST, event);
  gdk_event_free(event);
}

int scale_of(GtkWidget* widget) { return gtk_widget_get_scale_factor(widget); }

}  // namespace unweave::dialog

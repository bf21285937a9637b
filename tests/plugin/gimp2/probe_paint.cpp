// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/probe/widgets.hpp"

namespace unweave::probe {

void paint(GtkWidget* widget, cairo_t* cr) {
  gdk_window_process_all_updates();
  cairo_t* screen = gdk_cairo_create(gtk_widget_get_window(widget));
  cairo_set_source_surface(cr, cairo_get_target(screen), 0, 0);
  cairo_paint(cr);
  cairo_destroy(screen);
}

}  // namespace unweave::probe

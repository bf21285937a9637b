// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <string>

#include "plugin/view/canvas.hpp"

// What GTK 2 and GTK 3 do not have in common; each host's folder has its toolkit.cpp.

namespace unweave::dialog {

/// Draws on a widget of that size, in its units, its corner at (0, 0).
using Draw = std::function<void(cairo_t*, int width, int height)>;
/// Calls `draw` whenever the widget has to be drawn.
void on_draw(GtkWidget* widget, Draw draw);

/// The desktop's colors and font size.
view::Theme theme_of(GtkWidget* widget);

/// Gives a cursor back that a window may still use.
void unref_cursor(GdkCursor* cursor);

/// Shows a text in gray in the entry while it is empty; an empty one: nothing.
void set_placeholder(GtkEntry* entry, const std::string& text);

/// Opens a menu at a button, for the mouse and the keyboard.
void open_menu(GtkMenu* menu, GtkWidget* button);

/// Dots of the screen in a unit of the widget.
int scale_of(GtkWidget* widget);

}  // namespace unweave::dialog

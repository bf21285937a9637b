// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <utility>

// The dialog is written in what GTK 2 and GTK 3 have in common and compiled once for each.

namespace unweave::dialog {

using Action = std::function<void()>;
using EventAction = std::function<bool(GdkEvent*)>;

/// Nothing may be thrown through GTK's frames.
template <class Work>
void guarded(Work work) noexcept {
  try {
    work();
  } catch (const std::exception& error) {
    g_printerr("gimp-unweave: %s\n", error.what());
  } catch (...) {
    g_printerr("gimp-unweave: ?\n");
  }
}

/// Calls `action` at a signal without a return value, whatever its arguments, as long as the object
/// lives.
inline void on(gpointer object, const char* signal, Action action) {
  g_signal_connect_data(
      object, signal,
      G_CALLBACK(+[](gpointer data) { guarded([&] { (*static_cast<Action*>(data))(); }); }),
      new Action(std::move(action)),
      +[](gpointer data, GClosure*) { delete static_cast<Action*>(data); }, G_CONNECT_SWAPPED);
}

/// The same for a widget's events; true: it is dealt with.
inline void on_event(GtkWidget* widget, const char* signal, EventAction action) {
  g_signal_connect_data(
      widget, signal, G_CALLBACK(+[](GtkWidget*, GdkEvent* event, gpointer data) -> gboolean {
        bool done = false;
        guarded([&] { done = (*static_cast<EventAction*>(data))(event); });
        return done;
      }),
      new EventAction(std::move(action)),
      +[](gpointer data, GClosure*) { delete static_cast<EventAction*>(data); },
      static_cast<GConnectFlags>(0));
}

/// What a screen reader says.
inline void name_for_accessibility(GtkWidget* widget, const char* name) {
  atk_object_set_name(gtk_widget_get_accessible(widget), name);
}

}  // namespace unweave::dialog

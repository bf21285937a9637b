// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/entry.hpp"

#include <utility>

namespace unweave::dialog {

GtkWidget* text_entry(int characters) {
  GtkWidget* entry = gtk_entry_new();
  gtk_entry_set_width_chars(GTK_ENTRY(entry), characters);
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  return entry;
}

void add_clear_button(GtkWidget* widget, const char* tip, Action clear) {
  GtkEntry* entry = GTK_ENTRY(widget);
  on(widget, "changed", [entry, tip] {
    const bool empty = gtk_entry_get_text_length(entry) == 0;
    gtk_entry_set_icon_from_stock(entry, GTK_ENTRY_ICON_SECONDARY,
                                  empty ? nullptr : GTK_STOCK_CLEAR);
    gtk_entry_set_icon_tooltip_text(entry, GTK_ENTRY_ICON_SECONDARY, empty ? nullptr : tip);
  });
  g_signal_connect_data(
      widget, "icon-release",
      G_CALLBACK(+[](GtkEntry*, GtkEntryIconPosition place, GdkEvent*, gpointer data) {
        if (place == GTK_ENTRY_ICON_SECONDARY) guarded([&] { (*static_cast<Action*>(data))(); });
      }),
      new Action(std::move(clear)),
      +[](gpointer data, GClosure*) { delete static_cast<Action*>(data); },
      static_cast<GConnectFlags>(0));
}

void complain_in(GtkWidget* widget, const std::string& text, const std::string& usual_tip) {
  const bool good = text.empty();
  GtkEntry* entry = GTK_ENTRY(widget);
  if (good && gtk_entry_get_icon_storage_type(entry, GTK_ENTRY_ICON_PRIMARY) == GTK_IMAGE_EMPTY)
    return;
  gtk_entry_set_icon_from_stock(entry, GTK_ENTRY_ICON_PRIMARY,
                                good ? nullptr : GTK_STOCK_DIALOG_WARNING);
  gtk_entry_set_icon_tooltip_text(entry, GTK_ENTRY_ICON_PRIMARY, good ? nullptr : text.c_str());
  const std::string tip = good ? usual_tip : text + "\n" + usual_tip;
  gtk_widget_set_tooltip_text(widget, tip.c_str());
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/shortcut.hpp"

#include <string>

namespace unweave::dialog {

void add_shortcut(GtkWidget* button, GtkAccelGroup* group, const char* tip,
                  std::initializer_list<const char*> keys) {
  std::string text(tip);
  for (const char* name : keys) {
    guint key = 0;
    GdkModifierType modifiers{};
    gtk_accelerator_parse(name, &key, &modifiers);
    gtk_widget_add_accelerator(button, "clicked", group, key, modifiers,
                               static_cast<GtkAccelFlags>(0));
    if (name != *keys.begin()) continue;
    gchar* label = gtk_accelerator_get_label(key, modifiers);
    text += std::string(" (") + label + ")";
    g_free(label);
  }
  gtk_widget_set_tooltip_text(button, text.c_str());
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <initializer_list>

namespace unweave::dialog {

/// Keys that press a button for which no mnemonic is left, in GTK's spelling ("<Control>plus"), and
/// the button's tooltip, which names the first of them.
void add_shortcut(GtkWidget* button, GtkAccelGroup* group, const char* tip,
                  std::initializer_list<const char*> keys);

}  // namespace unweave::dialog

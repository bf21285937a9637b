// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>

namespace unweave::dialog {

/// Puts a text on the clipboard.
inline void keep_on_clipboard(const std::string& text) {
  GtkClipboard* clipboard = gtk_clipboard_get(GDK_SELECTION_CLIPBOARD);
  gtk_clipboard_set_text(clipboard, text.c_str(), static_cast<gint>(text.size()));
  gtk_clipboard_set_can_store(clipboard, nullptr, 0);
}

/// What was put there outlives the program, where the desktop keeps such things. Nothing where the
/// clipboard is somebody else's by now.
inline void store_clipboard() { gtk_clipboard_store(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD)); }

}  // namespace unweave::dialog

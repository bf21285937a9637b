// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <memory>
#include <string>
#include <vector>

namespace unweave::dialog {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

/// Asks for a file to write, after a choice of what.
struct SaveChooser {
  GtkWidget* dialog = nullptr;
  GtkFileChooser* files = nullptr;
  GtkComboBox* what = nullptr;

  /// `label` has a mnemonic; `choices` are shown as they are. Nothing is chosen yet.
  SaveChooser(GtkWindow* parent, const char* title, const char* label,
              const std::vector<std::string>& choices);
  ~SaveChooser() { gtk_widget_destroy(dialog); }
  SaveChooser(const SaveChooser&) = delete;
  SaveChooser& operator=(const SaveChooser&) = delete;

  /// Which of the choices; -1: none.
  int chosen() const { return gtk_combo_box_get_active(what); }
  /// The file's path; empty: it was given up.
  std::string run();
};

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/save_chooser.hpp"

namespace unweave::dialog {

SaveChooser::SaveChooser(GtkWindow* parent, const char* title, const char* label,
                         const std::vector<std::string>& choices)
    : dialog(gtk_file_chooser_dialog_new(title, parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                         GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE,
                                         GTK_RESPONSE_ACCEPT, nullptr)),
      files(GTK_FILE_CHOOSER(dialog)) {
  gtk_file_chooser_set_do_overwrite_confirmation(files, TRUE);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT);
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  GtkWidget* name = gtk_label_new_with_mnemonic(label);
  GtkWidget* which = gtk_combo_box_text_new();
  for (const std::string& choice : choices)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(which), choice.c_str());
  gtk_label_set_mnemonic_widget(GTK_LABEL(name), which);
  gtk_box_pack_start(GTK_BOX(row), name, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), which, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  gtk_file_chooser_set_extra_widget(files, row);
  what = GTK_COMBO_BOX(which);
}

std::string SaveChooser::run() {
  if (gtk_dialog_run(GTK_DIALOG(dialog)) != GTK_RESPONSE_ACCEPT) return {};
  const TextPtr path(gtk_file_chooser_get_filename(files));
  return path ? path.get() : "";
}

}  // namespace unweave::dialog

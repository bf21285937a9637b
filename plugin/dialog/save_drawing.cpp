// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/save_drawing.hpp"

#include <memory>

#include "core/write/data_file.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::dialog {
namespace {

using view::Drawing;

constexpr const char* kTitles[] = {
    N_("Colormap with its values"), N_("Colors in the RGB cube"),
    N_("Histogram of the values"),  N_("Plot area and color bar on the picture"),
    N_("Recovered data"),           N_("Residual")};

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

/// "name.png" for the drawing that is chosen, as long as the user has typed no other name.
void suggest_name(GtkFileChooser* chooser, GtkComboBox* which) {
  const int index = gtk_combo_box_get_active(which);
  if (index < 0) return;
  const std::string name =
      std::string(view::drawing_name(view::kDrawings[static_cast<std::size_t>(index)])) + ".png";
  gtk_file_chooser_set_current_name(chooser, name.c_str());
}

std::string extension_of(const std::string& path) {
  const TextPtr lower(g_ascii_strdown(path.c_str(), -1));
  const std::string text(lower.get());
  const auto dot = text.rfind('.');
  return dot == text.npos ? std::string() : text.substr(dot + 1);
}

std::string write(const std::string& path, Drawing drawing, const view::Finding& finding,
                  const PixelSource& picture, const view::Turn& turn) {
  const auto kind = view::drawing_format(extension_of(path));
  if (!kind) return _("A drawing's file name must end in .png or .svg.");
  const auto written = write_text_file(
      path, view::render(drawing, *kind, finding.digest, *finding.recovery, picture, turn));
  if (!written) return plugin::sentence(written.error());
  const TextPtr shown(g_filename_display_basename(path.c_str()));
  const TextPtr text(g_strdup_printf(_("The drawing was saved as %s."), shown.get()));
  return text.get();
}

}  // namespace

std::string save_drawing(GtkWindow* parent, const view::Finding& finding,
                         const PixelSource& picture, const view::Turn& turn) {
  GtkWidget* widget = gtk_file_chooser_dialog_new(
      _("Save a Drawing"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, GTK_STOCK_CANCEL,
      GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE, GTK_RESPONSE_ACCEPT, nullptr);
  GtkFileChooser* chooser = GTK_FILE_CHOOSER(widget);
  gtk_file_chooser_set_do_overwrite_confirmation(chooser, TRUE);
  gtk_dialog_set_default_response(GTK_DIALOG(widget), GTK_RESPONSE_ACCEPT);
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("Dra_wing (.png or .svg):"));
  GtkWidget* which = gtk_combo_box_text_new();
  for (const char* title : kTitles)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(which), _(title));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), which);
  on(which, "changed", [chooser, which] { suggest_name(chooser, GTK_COMBO_BOX(which)); });
  gtk_combo_box_set_active(GTK_COMBO_BOX(which), 0);
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), which, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  gtk_file_chooser_set_extra_widget(chooser, row);

  std::string said;
  if (gtk_dialog_run(GTK_DIALOG(widget)) == GTK_RESPONSE_ACCEPT) {
    const TextPtr path(gtk_file_chooser_get_filename(chooser));
    const int index = gtk_combo_box_get_active(GTK_COMBO_BOX(which));
    if (path && index >= 0)
      said = write(path.get(), view::kDrawings[static_cast<std::size_t>(index)], finding, picture,
                   turn);
  }
  gtk_widget_destroy(widget);
  return said;
}

}  // namespace unweave::dialog

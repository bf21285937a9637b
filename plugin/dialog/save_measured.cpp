// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/save_measured.hpp"

#include <iterator>
#include <memory>

#include "core/write/data_file.hpp"
#include "core/write/measured_table.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/pins.hpp"

namespace unweave::dialog {
namespace {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

enum class What { All, Profile, Histogram };

struct Choice {
  What what;
  const char* title;
  const char* name;  ///< of its file, before the ending
};
constexpr Choice kChoices[] = {
    {What::All, N_("All measurements (.csv)"), "measurements"},
    {What::Profile, N_("Profile of the chosen line (.csv, .png, .svg)"), "profile"},
    {What::Histogram, N_("Histogram of the chosen area (.csv, .png, .svg)"), "histogram"}};

std::string extension_of(const std::string& path) {
  const TextPtr lower(g_ascii_strdown(path.c_str(), -1));
  const std::string text(lower.get());
  const auto dot = text.rfind('.');
  return dot == text.npos ? std::string() : text.substr(dot + 1);
}

/// Of what can be saved: all, and what the chosen one has.
std::vector<Choice> choices_for(const Measurement* chosen) {
  std::vector<Choice> choices{kChoices[0]};
  if (!chosen || chosen->statistics.with_data == 0) return choices;
  if (chosen->pin.kind == Pin::Kind::Line) choices.insert(choices.begin(), kChoices[1]);
  if (chosen->pin.kind == Pin::Kind::Area) choices.push_back(kChoices[2]);
  return choices;
}

Saved write(const std::string& path, What what, const std::vector<Measurement>& measurements,
            const Measurement* chosen, const Report& report, const TextStyle& style) {
  const std::string extension = extension_of(path);
  const auto drawing = view::drawing_format(extension);
  if (what == What::All && extension != "csv")
    return {_("The file name of a table must end in .csv."), true};
  if (extension != "csv" && !drawing)
    return {_("The file name must end in .csv, .png or .svg."), true};
  const std::string text = what == What::All ? measured_table(measurements, report, style)
                           : drawing         ? view::render_measurement(*drawing, *chosen, report)
                           : what == What::Profile ? profile_table(*chosen, report, style)
                                                   : histogram_table(*chosen, report, style);
  const auto written = write_text_file(path, text);
  if (!written) return {plugin::sentence(written.error()), true};
  const TextPtr shown(g_filename_display_basename(path.c_str()));
  const TextPtr said(g_strdup_printf(_("Saved as %s."), shown.get()));
  return {said.get(), false};
}

/// "figure.profile.csv" beside the figure.
void suggest(GtkFileChooser* chooser, const std::string& figure, const Choice& choice) {
  std::string name = std::string(choice.name) + ".csv";
  if (!figure.empty()) {
    const TextPtr base(g_path_get_basename(figure.c_str()));
    const std::string text(base.get());
    name = text.substr(0, text.rfind('.')) + "." + name;
  }
  const TextPtr shown(g_filename_display_name(name.c_str()));
  gtk_file_chooser_set_current_name(chooser, shown.get());
}

}  // namespace

Saved save_measured(GtkWindow* parent, const std::string& figure,
                    const std::vector<Measurement>& measurements, const Measurement* chosen,
                    const Report& report, const TextStyle& style) {
  const std::vector<Choice> choices = choices_for(chosen);
  GtkWidget* widget = gtk_file_chooser_dialog_new(
      _("Save Measurements"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, GTK_STOCK_CANCEL,
      GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE, GTK_RESPONSE_ACCEPT, nullptr);
  GtkFileChooser* chooser = GTK_FILE_CHOOSER(widget);
  gtk_file_chooser_set_do_overwrite_confirmation(chooser, TRUE);
  gtk_dialog_set_default_response(GTK_DIALOG(widget), GTK_RESPONSE_ACCEPT);
  if (!figure.empty())
    gtk_file_chooser_set_current_folder(chooser, TextPtr(g_path_get_dirname(figure.c_str())).get());
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("_What:"));
  GtkWidget* which = gtk_combo_box_text_new();
  for (const Choice& choice : choices)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(which), _(choice.title));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), which);
  const auto index = [which] {
    return static_cast<std::size_t>(gtk_combo_box_get_active(GTK_COMBO_BOX(which)));
  };
  on(which, "changed", [&, index] { suggest(chooser, figure, choices.at(index())); });
  gtk_combo_box_set_active(GTK_COMBO_BOX(which), 0);
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), which, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  gtk_file_chooser_set_extra_widget(chooser, row);

  Saved saved;
  if (gtk_dialog_run(GTK_DIALOG(widget)) == GTK_RESPONSE_ACCEPT)
    if (const TextPtr path(gtk_file_chooser_get_filename(chooser)); path)
      saved = write(path.get(), choices.at(index()).what, measurements, chosen, report, style);
  gtk_widget_destroy(widget);
  return saved;
}

}  // namespace unweave::dialog

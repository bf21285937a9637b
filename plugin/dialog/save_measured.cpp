// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/save_measured.hpp"

#include <iterator>
#include <string>
#include <vector>

#include "core/write/data_file.hpp"
#include "core/write/measured_table.hpp"
#include "plugin/dialog/save_chooser.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/pins.hpp"

namespace unweave::dialog {
namespace {

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
  std::vector<std::string> titles;
  for (const Choice& choice : choices) titles.emplace_back(_(choice.title));
  SaveChooser chooser(parent, _("Save Measurements"), _("_What:"), titles);
  if (!figure.empty())
    gtk_file_chooser_set_current_folder(chooser.files,
                                        TextPtr(g_path_get_dirname(figure.c_str())).get());
  const auto choice = [&]() -> const Choice& {
    return choices.at(static_cast<std::size_t>(chooser.chosen()));
  };
  on(GTK_WIDGET(chooser.what), "changed", [&] { suggest(chooser.files, figure, choice()); });
  gtk_combo_box_set_active(chooser.what, 0);
  const std::string path = chooser.run();
  if (path.empty()) return {};
  return write(path, choice().what, measurements, chosen, report, style);
}

}  // namespace unweave::dialog

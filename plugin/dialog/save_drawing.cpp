// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/save_drawing.hpp"

#include <string>
#include <vector>

#include "core/write/data_file.hpp"
#include "plugin/dialog/save_chooser.hpp"
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
  std::vector<std::string> titles;
  for (const char* title : kTitles) titles.emplace_back(_(title));
  SaveChooser chooser(parent, _("Save a Drawing"), _("Dra_wing (.png or .svg):"), titles);
  on(GTK_WIDGET(chooser.what), "changed",
     [&chooser] { suggest_name(chooser.files, chooser.what); });
  gtk_combo_box_set_active(chooser.what, 0);
  const std::string path = chooser.run();
  const int index = chooser.chosen();
  if (path.empty() || index < 0) return {};
  return write(path, view::kDrawings[static_cast<std::size_t>(index)], finding, picture, turn);
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/dialog.hpp"

#include <libgimp/gimpui.h>

#include <string>

#include "plugin/gimp3/arguments.hpp"
#include "plugin/run/i18n.hpp"
#include "plugin/run/messages.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::Group;
using plugin::Parameter;

constexpr Group kGroups[] = {Group::Colormap, Group::Picture, Group::Values, Group::Layers,
                             Group::Files};

/// A frame with the group's parameters, by its id.
std::string add_group(GimpProcedureDialog* dialog, Group group) {
  GList* names = nullptr;
  for (const Parameter& parameter : plugin::parameters())
    if (parameter.group == group) names = g_list_append(names, const_cast<char*>(parameter.name));
  const std::string id = "group-" + std::to_string(static_cast<int>(group));
  const std::string box = id + "-box", title = id + "-title";
  gimp_procedure_dialog_fill_box_list(dialog, box.c_str(), names);
  g_list_free(names);
  gimp_procedure_dialog_get_label(dialog, title.c_str(), _(plugin::group_title(group)), FALSE,
                                  FALSE);
  gimp_procedure_dialog_fill_frame(dialog, id.c_str(), title.c_str(), FALSE, box.c_str());
  return id;
}

/// A line for what is wrong with the settings; not shown at first.
GtkWidget* add_complaint(GtkWidget* dialog) {
  GtkWidget* complaint = gtk_label_new(nullptr);
  gtk_label_set_line_wrap(GTK_LABEL(complaint), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(complaint), 50);
  gtk_widget_set_no_show_all(complaint, TRUE);
  gtk_box_pack_end(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog))), complaint, FALSE,
                   FALSE, 0);
  return complaint;
}

/// What is wrong with the settings; empty if nothing is.
std::string complaint_of(GimpProcedureConfig* config) {
  const auto settings = read_arguments(config);
  if (!settings) return plugin::sentence(settings.error());
  const auto request = plugin::resolve(*settings);
  return request ? std::string() : plugin::sentence(request.error());
}

}  // namespace

bool run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config) {
  gimp_ui_init("unweave");
  GtkWidget* widget = gimp_procedure_dialog_new(procedure, config, _("Recover Data from Colormap"));
  GimpProcedureDialog* dialog = GIMP_PROCEDURE_DIALOG(widget);
  for (const Group group : kGroups)
    if (const std::string id = add_group(dialog, group); !id.empty())
      gimp_procedure_dialog_fill(dialog, id.c_str(), nullptr);
  GtkWidget* complaint = add_complaint(widget);
  bool accepted = false;
  while (gimp_procedure_dialog_run(dialog)) {
    const std::string wrong = complaint_of(config);
    accepted = wrong.empty();
    if (accepted) break;
    gtk_label_set_text(GTK_LABEL(complaint), wrong.c_str());
    gtk_widget_show(complaint);
  }
  gtk_widget_destroy(widget);
  return accepted;
}

}  // namespace unweave::gimp3

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/probe/audit.hpp"

#include <gtk/gtk.h>

#include <sstream>

#include "tests/plugin/probe/widgets.hpp"

namespace unweave::probe {
namespace {

/// Parts of controls, and what only holds others.
bool is_checked(GtkWidget* widget) {
  if (!gtk_widget_get_can_focus(widget) || !gtk_widget_get_visible(widget)) return false;
  if (GTK_IS_WINDOW(widget) || GTK_IS_SCROLLED_WINDOW(widget) || GTK_IS_NOTEBOOK(widget) ||
      GTK_IS_MENU_SHELL(widget) || GTK_IS_MENU_ITEM(widget))
    return false;
  // Of a combo box that can be typed into, the entry is the control.
  if (GTK_IS_COMBO_BOX(widget) && GTK_IS_ENTRY(gtk_bin_get_child(GTK_BIN(widget)))) return false;
  GtkWidget* box = gtk_widget_get_ancestor(widget, GTK_TYPE_COMBO_BOX);
  return !box || box == widget || GTK_IS_ENTRY(widget);
}

/// OK, Cancel and Help say what they are.
bool is_usual(GtkWidget* widget) {
  GtkWidget* dialog = gtk_widget_get_toplevel(widget);
  if (!GTK_IS_DIALOG(dialog) || !GTK_IS_BUTTON(widget)) return false;
  const gint response = gtk_dialog_get_response_for_widget(GTK_DIALOG(dialog), widget);
  // GIMP 2.10 adds Help by itself.
  const bool help = response == GTK_RESPONSE_NONE &&
                    gtk_widget_is_ancestor(widget, gtk_dialog_get_action_area(GTK_DIALOG(dialog)));
  return help || response == GTK_RESPONSE_OK || response == GTK_RESPONSE_CANCEL ||
         response == GTK_RESPONSE_HELP;
}

bool has_label(GtkWidget* widget) {
  GList* labels = gtk_widget_list_mnemonic_labels(widget);
  g_list_free(labels);
  return labels != nullptr;
}

/// The second of two entries in a row, whose label leads to the first.
bool is_second(GtkWidget* widget) {
  if (!GTK_IS_ENTRY(widget) || !GTK_IS_BOX(gtk_widget_get_parent(widget))) return false;
  GList* row = gtk_container_get_children(GTK_CONTAINER(gtk_widget_get_parent(widget)));
  bool second = false;
  for (GList* at = row; at && at->data != widget; at = at->next)
    second = second || (GTK_IS_ENTRY(at->data) && has_label(GTK_WIDGET(at->data)));
  g_list_free(row);
  return second;
}

bool has_key(GtkWidget* widget) {
  if (GTK_IS_DRAWING_AREA(widget) || GTK_IS_SCALE(widget) || is_second(widget)) return true;  // Tab
  GList* labels = gtk_widget_list_mnemonic_labels(widget);
  GList* accelerators = gtk_widget_list_accel_closures(widget);
  const bool has =
      labels || accelerators ||
      (GTK_IS_BUTTON(widget) && gtk_button_get_use_underline(GTK_BUTTON(widget)) != FALSE);
  g_list_free(labels);
  g_list_free(accelerators);
  return has;
}

}  // namespace

std::string audit() {
  std::ostringstream complaints;
  for (GtkWidget* window : visible_windows())
    walk(window, [&](GtkWidget* widget) {
      if (!is_checked(widget)) return;
      const std::string name = name_of(widget);
      const auto complain = [&](const char* what) {
        complaints << G_OBJECT_TYPE_NAME(widget) << " \"" << name << "\": " << what << "\n";
      };
      if (name.empty()) complain("no accessible name");
      gchar* tip = gtk_widget_get_tooltip_text(widget);
      if (!tip && !is_usual(widget)) complain("no tooltip");
      g_free(tip);
      if (!has_key(widget)) complain("no key");
    });
  return complaints.str();
}

}  // namespace unweave::probe

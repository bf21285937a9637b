// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/probe/widgets.hpp"

#include <cairo.h>
#include <gdk/gdkx.h>

#include <algorithm>
#include <cstddef>
#include <sstream>

namespace unweave::probe {
namespace {

std::string text_of(const char* text) { return text ? text : ""; }

std::string plain(std::string label) {
  std::erase(label, '_');
  while (label.ends_with(':') || label.ends_with("\u00a0")) label.pop_back();
  return label;
}

std::string label_of(GtkWidget* widget) {
  GList* labels = gtk_widget_list_mnemonic_labels(widget);
  const std::string label = labels && GTK_IS_LABEL(labels->data)
                                ? text_of(gtk_label_get_text(GTK_LABEL(labels->data)))
                                : "";
  g_list_free(labels);
  return plain(label);
}

std::string page_of(GtkNotebook* pages) {
  GtkWidget* page = gtk_notebook_get_nth_page(pages, gtk_notebook_get_current_page(pages));
  return page ? text_of(gtk_notebook_get_tab_label_text(pages, page)) : "";
}

std::string chosen(GtkComboBox* box) {
  if (GtkWidget* entry = gtk_bin_get_child(GTK_BIN(box)); entry && GTK_IS_ENTRY(entry))
    return text_of(gtk_entry_get_text(GTK_ENTRY(entry)));
  if (!GTK_IS_COMBO_BOX_TEXT(box)) return {};
  gchar* text = gtk_combo_box_text_get_active_text(GTK_COMBO_BOX_TEXT(box));
  const std::string copy = text_of(text);
  g_free(text);
  return copy;
}

gboolean add_row(GtkTreeModel* model, GtkTreePath*, GtkTreeIter* row, gpointer rows) {
  for (int column = 0; column < gtk_tree_model_get_n_columns(model); ++column) {
    if (gtk_tree_model_get_column_type(model, column) != G_TYPE_STRING) continue;
    gchar* text = nullptr;
    gtk_tree_model_get(model, row, column, &text, -1);
    *static_cast<std::ostringstream*>(rows) << text_of(text) << "\t";
    g_free(text);
  }
  *static_cast<std::ostringstream*>(rows) << "\n";
  return FALSE;
}

/// FNV-1a over what a widget shows.
std::uint64_t hash_of(GtkWidget* widget, std::uint64_t hash) {
  GtkAllocation size;
  gtk_widget_get_allocation(widget, &size);
  cairo_surface_t* copy = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height);
  cairo_t* cr = cairo_create(copy);
  paint(widget, cr);
  cairo_destroy(cr);
  cairo_surface_flush(copy);
  const int stride = cairo_image_surface_get_stride(copy);
  const auto* data = cairo_image_surface_get_data(copy);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < 4 * size.width; ++x)
      hash = (hash ^ data[static_cast<std::ptrdiff_t>(y) * stride + x]) * 1099511628211U;
  cairo_surface_destroy(copy);
  return hash;
}

}  // namespace

std::vector<GtkWidget*> visible_windows() {
  std::vector<GtkWidget*> windows;
  GList* all = gtk_window_list_toplevels();
  for (GList* at = all; at; at = at->next)
    if (gtk_widget_get_mapped(GTK_WIDGET(at->data)) && gtk_widget_get_window(GTK_WIDGET(at->data)))
      windows.push_back(GTK_WIDGET(at->data));
  g_list_free(all);
  return windows;
}

std::string describe_windows() {
  std::ostringstream text;
  for (GtkWidget* window : visible_windows()) {
    GdkRectangle frame;
    gdk_window_get_frame_extents(gtk_widget_get_window(window), &frame);
    text << GDK_WINDOW_XID(gtk_widget_get_window(window)) << "\t"
         << (gtk_window_has_toplevel_focus(GTK_WINDOW(window)) ? 1 : 0) << "\t" << frame.width
         << "\t" << frame.height << "\t" << text_of(gtk_window_get_title(GTK_WINDOW(window)))
         << "\n";
  }
  return text.str();
}

void walk(GtkWidget* widget, const std::function<void(GtkWidget*)>& visit) {
  visit(widget);
  if (!GTK_IS_CONTAINER(widget)) return;
  gtk_container_forall(
      GTK_CONTAINER(widget),
      +[](GtkWidget* child, gpointer visitor) {
        walk(child, *static_cast<const std::function<void(GtkWidget*)>*>(visitor));
      },
      const_cast<std::function<void(GtkWidget*)>*>(&visit));
}

std::string name_of(GtkWidget* widget) {
  // A button's own text may be short: what a screen reader says comes first. (A combo box says what
  // is chosen.)
  const std::string label = GTK_IS_BUTTON(widget) ? "" : label_of(widget);
  if (!label.empty()) return label;
  // GTK 3 calls a label by its text: that is the name of what it stands beside.
  const std::string own =
      GTK_IS_LABEL(widget) ? text_of(gtk_label_get_text(GTK_LABEL(widget))) : "";
  if (const std::string name = text_of(atk_object_get_name(gtk_widget_get_accessible(widget)));
      !name.empty() && name != own)
    return GTK_IS_SCALE(widget) ? name + " slider" : plain(name);  // beside its number
  if (GTK_IS_NOTEBOOK(widget)) return "Pages";
  if (GTK_IS_BUTTON(widget)) return plain(text_of(gtk_button_get_label(GTK_BUTTON(widget))));
  return {};
}

GtkWidget* find(const std::string& name) {
  GtkWidget *found = nullptr, *hidden = nullptr;
  for (GtkWidget* window : visible_windows())
    walk(window, [&](GtkWidget* widget) {
      // GTK 3 calls a frame by its title.
      if (found || GTK_IS_FRAME(widget) || name_of(widget) != name) return;
      (gtk_widget_get_mapped(widget) ? found : hidden) = widget;
    });
  return found ? found : hidden;
}

std::string value_of(GtkWidget* widget) {
  if (GTK_IS_ENTRY(widget)) return text_of(gtk_entry_get_text(GTK_ENTRY(widget)));
  if (GTK_IS_TOGGLE_BUTTON(widget))
    return gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(widget)) ? "true" : "false";
  if (GTK_IS_COMBO_BOX(widget)) return chosen(GTK_COMBO_BOX(widget));
  if (GTK_IS_NOTEBOOK(widget)) return page_of(GTK_NOTEBOOK(widget));
  if (GTK_IS_LABEL(widget)) return text_of(gtk_label_get_text(GTK_LABEL(widget)));
  return {};
}

std::string tip_of(GtkWidget* widget) {
  gchar* text = gtk_widget_get_tooltip_text(widget);
  std::string tip = text_of(text);
  g_free(text);
  return tip;
}

std::string visible_rows() {
  std::ostringstream rows;
  for (GtkWidget* window : visible_windows())
    walk(window, [&](GtkWidget* widget) {
      if (!gtk_widget_get_mapped(widget)) return;
      GtkTreeModel* model =
          GTK_IS_TREE_VIEW(widget)   ? gtk_tree_view_get_model(GTK_TREE_VIEW(widget))
          : GTK_IS_ICON_VIEW(widget) ? gtk_icon_view_get_model(GTK_ICON_VIEW(widget))
                                     : nullptr;
      if (model) gtk_tree_model_foreach(model, add_row, &rows);
    });
  return rows.str();
}

std::uint64_t hash_of_pictures() {
  std::uint64_t hash = 14695981039346656037U;
  for (GtkWidget* window : visible_windows())
    walk(window, [&](GtkWidget* widget) {
      if (GTK_IS_DRAWING_AREA(widget) && gtk_widget_get_mapped(widget))
        hash = hash_of(widget, hash);
    });
  return hash;
}

}  // namespace unweave::probe

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/colormap_chooser.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "core/catalog/user_maps.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::dialog {
namespace {

enum Column { Name, Swatch, Folded, Remark, Columns };

constexpr int kSwatchWidth = 64, kSwatchHeight = 12;

struct Word {
  const char *name, *meaning;
};
constexpr Word kWords[] = {{"auto", N_("whatever can be found")},
                           {"colorbar", N_("the picture's color bar")},
                           {"locus", N_("the curve of the picture's colors")}};
/// What people look for first; of several programs of the same taste one.
constexpr const char* kWellKnown[] = {"viridis",
                                      "plasma",
                                      "inferno",
                                      "magma",
                                      "cividis",
                                      "turbo",
                                      "jet",
                                      "hot",
                                      "gray",
                                      "coolwarm",
                                      "RdBu",
                                      "RdYlBu",
                                      "Blues",
                                      "YlOrRd",
                                      "seismic",
                                      "terrain",
                                      "hsv",
                                      "twilight",
                                      "rainbow",
                                      "gist_earth",
                                      "cmocean/thermal",
                                      "cmocean/haline",
                                      "parula",
                                      "nipy_spectral"};

std::string folded(const char* text) {
  gchar* made = g_utf8_casefold(text, -1);
  std::string result(made);
  g_free(made);
  return result;
}

GdkPixbuf* swatch(const Colormap& map) {
  GdkPixbuf* pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, kSwatchWidth, kSwatchHeight);
  if (!pixels) return nullptr;
  const auto colors = map.sampled(kSwatchWidth);
  guchar* data = gdk_pixbuf_get_pixels(pixels);
  const int stride = gdk_pixbuf_get_rowstride(pixels);
  for (int y = 0; y < kSwatchHeight; ++y)
    for (int x = 0; x < kSwatchWidth; ++x)
      std::memcpy(
          data + static_cast<std::ptrdiff_t>(y) * stride + 3 * static_cast<std::ptrdiff_t>(x),
          colors[static_cast<std::size_t>(x)].data(), 3);
  return pixels;
}

GtkListStore* new_list() {
  return gtk_list_store_new(Columns, G_TYPE_STRING, GDK_TYPE_PIXBUF, G_TYPE_STRING, G_TYPE_STRING);
}

void append(GtkListStore* list, const char* name, const Colormap* map, const char* remark) {
  GtkTreeIter row;
  GdkPixbuf* pixels = map ? swatch(*map) : nullptr;
  gtk_list_store_append(list, &row);
  gtk_list_store_set(list, &row, Name, name, Swatch, pixels, Folded, folded(name).c_str(), Remark,
                     remark, -1);
  if (pixels) g_object_unref(pixels);
}

void show_swatches(GtkCellLayout* layout) {
  GtkCellRenderer* picture = gtk_cell_renderer_pixbuf_new();
  gtk_cell_layout_pack_start(layout, picture, FALSE);
  gtk_cell_layout_add_attribute(layout, picture, "pixbuf", Swatch);
  GtkCellRenderer* remark = gtk_cell_renderer_text_new();
  g_object_set(remark, "style", PANGO_STYLE_ITALIC, "foreground", "gray50", nullptr);
  gtk_cell_layout_pack_start(layout, remark, FALSE);
  gtk_cell_layout_add_attribute(layout, remark, "text", Remark);
}

gboolean name_holds(GtkEntryCompletion* completion, const gchar* key, GtkTreeIter* row, gpointer) {
  gchar* name = nullptr;
  gtk_tree_model_get(gtk_entry_completion_get_model(completion), row, Folded, &name, -1);
  const bool holds =
      name && std::string_view(name).find(std::string_view(folded(key))) != std::string_view::npos;
  g_free(name);
  return holds;
}

/// The shortest name that finds a map.
std::string name_of(const Colormap& map, const Catalog& catalog) {
  const auto plain = catalog.find(map.name);
  const bool alone = plain && plain->map == &map && !plain->reversed;
  return alone ? map.name : map.qualified_name();
}

void append_gradients(GtkListStore* list, const std::vector<std::string>& names,
                      const Catalog& catalog, const char* remark) {
  for (const std::string& name : names) {
    const auto known = catalog.find(std::string(kGradientFamily) + "/" + name);
    append(list, name.c_str(), known ? known->map : nullptr, remark);
  }
}

/// Every known map.
GtkListStore* all_maps(const std::vector<std::string>& gradients, const Catalog& catalog) {
  GtkListStore* list = new_list();
  for (const Colormap& map : catalog.all())
    if (map.family != kGradientFamily) append(list, name_of(map, catalog).c_str(), &map, nullptr);
  append_gradients(list, gradients, catalog, nullptr);
  return list;
}

}  // namespace

GtkWidget* new_colormap_chooser(const std::vector<std::string>& gradients, const Catalog& catalog,
                                bool words) {
  GtkListStore* list = new_list();
  for (const Word& word : kWords)
    if (words) append(list, word.name, nullptr, _(word.meaning));
  for (const Colormap& map : catalog.all())
    if (map.family == kUserFamily)
      append(list, name_of(map, catalog).c_str(), &map, _("your colormap"));
  for (const char* name : kWellKnown)
    if (const auto known = Catalog::builtin().find(name)) append(list, name, known->map, nullptr);
  append_gradients(list, gradients, catalog, _("GIMP gradient"));
  GtkWidget* box = gtk_combo_box_new_with_model_and_entry(GTK_TREE_MODEL(list));
  gtk_combo_box_set_entry_text_column(GTK_COMBO_BOX(box), Name);
  show_swatches(GTK_CELL_LAYOUT(box));
  g_object_unref(list);

  GtkListStore* all = all_maps(gradients, catalog);
  GtkEntryCompletion* completion = gtk_entry_completion_new();
  gtk_entry_completion_set_model(completion, GTK_TREE_MODEL(all));
  gtk_entry_completion_set_text_column(completion, Name);
  gtk_entry_completion_set_match_func(completion, name_holds, nullptr, nullptr);
  gtk_entry_completion_set_minimum_key_length(completion, 2);
  show_swatches(GTK_CELL_LAYOUT(completion));
  gtk_entry_set_completion(GTK_ENTRY(gtk_bin_get_child(GTK_BIN(box))), completion);
  g_object_unref(completion);
  g_object_unref(all);
  return box;
}

}  // namespace unweave::dialog

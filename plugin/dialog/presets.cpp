// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/presets.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "plugin/dialog/shortcut.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::dialog {
namespace {

using plugin::Parameter;
using plugin::Settings;

constexpr int kFixedRows = 2;  // defaults, last used
constexpr int kListWidth = 14;

struct Free {
  void operator()(gchar* text) const { g_free(text); }
  void operator()(gchar** list) const { g_strfreev(list); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

/// What GKeyFile takes as a group's name, and back.
std::string escaped(const std::string& name) {
  const TextPtr text(g_uri_escape_string(name.c_str(), " ", TRUE));
  return text.get();
}
std::string unescaped(const char* group) {
  const TextPtr text(g_uri_unescape_string(group, nullptr));
  return text ? text.get() : group;
}

/// Empty: the user gave up.
std::string ask_name(GtkWindow* parent) {
  GtkWidget* dialog =
      gtk_dialog_new_with_buttons(_("Save Preset"), parent, GTK_DIALOG_MODAL, GTK_STOCK_CANCEL,
                                  GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE, GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  gtk_container_set_border_width(GTK_CONTAINER(row), 12);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("_Name:"));
  GtkWidget* entry = gtk_entry_new();
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  gtk_widget_set_tooltip_text(entry, _("A preset of the same name is replaced"));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), entry);
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), entry, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog))), row, TRUE, TRUE, 0);
  gtk_widget_show_all(dialog);
  std::string name;
  if (gtk_dialog_run(GTK_DIALOG(dialog)) == GTK_RESPONSE_OK)
    name = gtk_entry_get_text(GTK_ENTRY(entry));
  gtk_widget_destroy(dialog);
  const auto first = name.find_first_not_of(' ');
  return first == name.npos ? "" : name.substr(first, name.find_last_not_of(' ') - first + 1);
}

}  // namespace

PresetFile::PresetFile(std::string path) : path_(std::move(path)), keys_(g_key_file_new()) {
  g_key_file_load_from_file(keys_, path_.c_str(), G_KEY_FILE_NONE, nullptr);
}

std::vector<std::string> PresetFile::names() const {
  const std::unique_ptr<gchar*, Free> groups(g_key_file_get_groups(keys_, nullptr));
  std::vector<std::string> names;
  for (gchar** group = groups.get(); *group; ++group) names.push_back(unescaped(*group));
  std::ranges::sort(names, [](const std::string& a, const std::string& b) {
    return g_utf8_collate(a.c_str(), b.c_str()) < 0;
  });
  return names;
}

Settings PresetFile::get(const std::string& name) const {
  Settings settings;
  for (const Parameter& parameter : plugin::parameters()) {
    const TextPtr text(
        g_key_file_get_string(keys_, escaped(name).c_str(), parameter.name, nullptr));
    if (text) (void)settings.parse(parameter.name, text.get());
  }
  return settings;
}

bool PresetFile::set(const std::string& name, const Settings& settings) {
  const std::string group = escaped(name);
  g_key_file_remove_group(keys_, group.c_str(), nullptr);
  for (const Parameter& parameter : plugin::parameters())
    if (parameter.type != plugin::ParameterType::File)
      g_key_file_set_string(keys_, group.c_str(), parameter.name,
                            settings.as_text(parameter.name).c_str());
  return save();
}

bool PresetFile::remove(const std::string& name) {
  g_key_file_remove_group(keys_, escaped(name).c_str(), nullptr);
  return save();
}

bool PresetFile::save() const {
  return g_key_file_save_to_file(keys_, path_.c_str(), nullptr) != FALSE;
}

Presets::Presets(const std::string& path, const Settings& last, GtkAccelGroup* shortcuts,
                 Events events)
    : file_(path),
      last_(last),
      events_(std::move(events)),
      row_(gtk_hbox_new(FALSE, 6)),
      list_(gtk_combo_box_text_new()) {
  GtkWidget* label = gtk_label_new_with_mnemonic(_("Pr_eset:"));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), list_);
  GList* cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(list_));
  g_object_set(cells->data, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", kListWidth, nullptr);
  g_list_free(cells);
  gtk_widget_set_tooltip_text(list_, _("Fill all settings in from those kept under a name"));
  gtk_box_pack_start(GTK_BOX(row_), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row_), list_, TRUE, TRUE, 0);
  const auto button = [&](const char* text, const char* tip, const char* key, Action action) {
    GtkWidget* made = gtk_button_new_with_label(text);
    add_shortcut(made, shortcuts, tip, {key});
    name_for_accessibility(made, tip);
    on(made, "clicked", std::move(action));
    gtk_box_pack_start(GTK_BOX(row_), made, FALSE, FALSE, 0);
    return made;
  };
  button(_("Save..."), _("Keep these settings under a name"), "<Control>s", [this] { keep(); });
  delete_ = button(_("Delete"), _("Delete this preset"), "<Control>d", [this] { remove(); });
  fill("");
  const bool defaults = std::ranges::all_of(plugin::parameters(), [&](const Parameter& parameter) {
    return last_.get(parameter.name) == parameter.initial;
  });
  gtk_combo_box_set_active(GTK_COMBO_BOX(list_), defaults ? 0 : 1);
  on(list_, "changed", [this] { choose(); });
}

void Presets::fill(const std::string& active) {
  filling_ = true;
  gtk_list_store_clear(GTK_LIST_STORE(gtk_combo_box_get_model(GTK_COMBO_BOX(list_))));
  GtkComboBoxText* list = GTK_COMBO_BOX_TEXT(list_);
  gtk_combo_box_text_append_text(list, _("Defaults"));
  gtk_combo_box_text_append_text(list, _("Last used"));
  names_ = file_.names();
  int chosen = -1;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    gtk_combo_box_text_append_text(list, names_[i].c_str());
    if (names_[i] == active) chosen = kFixedRows + static_cast<int>(i);
  }
  gtk_combo_box_set_active(GTK_COMBO_BOX(list_), chosen);
  gtk_widget_set_sensitive(delete_, chosen >= kFixedRows);
  filling_ = false;
}

void Presets::show_row(int row) {
  filling_ = true;
  gtk_combo_box_set_active(GTK_COMBO_BOX(list_), row);
  gtk_widget_set_sensitive(delete_, row >= kFixedRows);
  filling_ = false;
}

void Presets::forget_choice() { show_row(-1); }
void Presets::show_defaults() { show_row(0); }

void Presets::choose() {
  const int row = gtk_combo_box_get_active(GTK_COMBO_BOX(list_));
  if (filling_ || row < 0) return;
  gtk_widget_set_sensitive(delete_, row >= kFixedRows);
  events_.chosen(row == 0   ? Settings()
                 : row == 1 ? last_
                            : file_.get(names_.at(static_cast<std::size_t>(row - kFixedRows))));
}

void Presets::keep() {
  const std::string name = ask_name(GTK_WINDOW(gtk_widget_get_toplevel(row_)));
  if (name.empty()) return;
  if (!file_.set(name, events_.current()))
    return events_.say(_("The preset cannot be saved."), true);
  fill(name);
}

void Presets::remove() {
  const int row = gtk_combo_box_get_active(GTK_COMBO_BOX(list_));
  if (row < kFixedRows) return;
  if (!file_.remove(names_.at(static_cast<std::size_t>(row - kFixedRows))))
    events_.say(_("The preset cannot be deleted."), true);
  fill("");
}

}  // namespace unweave::dialog

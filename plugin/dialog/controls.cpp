// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/controls.hpp"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <algorithm>
#include <utility>

#include "core/try.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::dialog {
namespace {

using plugin::Group;
using plugin::Key;
using plugin::Page;
using plugin::Parameter;
using plugin::Settings;

constexpr int kWidth = 430;  // of a page, at least
constexpr Group kGroups[] = {Group::Colormap, Group::Picture, Group::Values,
                             Group::Layers,   Group::Files,   Group::Axes};
struct PageTitle {
  Page page;
  const char* title;
};
constexpr PageTitle kPages[] = {{Page::Analysis, N_("Anal_ysis")}, {Page::Result, N_("Resul_t")}};

}  // namespace

Controls::Controls(EditorContext context)
    : notebook_(gtk_notebook_new()), labels_(gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL)) {
  context.changed = [this, changed = std::move(context.changed)] {
    if (!filling_) changed();
  };
  for (const auto& [page, title] : kPages)
    gtk_notebook_append_page(GTK_NOTEBOOK(notebook_), make_page(page, context),
                             gtk_label_new_with_mnemonic(_(title)));
}

/// All parameters of a page, below each other, in a window that scrolls where the screen is small.
GtkWidget* Controls::make_page(Page page, const EditorContext& context) {
  GtkWidget* box = gtk_vbox_new(FALSE, 10);
  gtk_container_set_border_width(GTK_CONTAINER(box), 8);
  for (const Group group : kGroups)
    if (plugin::page_of(group) == page)
      gtk_box_pack_start(GTK_BOX(box), make_group(group, context), FALSE, FALSE, 0);
  GtkWidget* wide = gtk_vbox_new(FALSE, 0);
  GtkWidget* least = gtk_hbox_new(FALSE, 0);
  gtk_widget_set_size_request(least, scaled(kWidth), 0);
  gtk_box_pack_start(GTK_BOX(wide), least, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(wide), box, FALSE, FALSE, 0);
  GtkWidget* scroll = gtk_scrolled_window_new(nullptr, nullptr);
  // As wide as the language needs: what is cut off at the side is not found.
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_add_with_viewport(GTK_SCROLLED_WINDOW(scroll), wide);
  GtkWidget* port = gtk_bin_get_child(GTK_BIN(scroll));
  gtk_viewport_set_shadow_type(GTK_VIEWPORT(port), GTK_SHADOW_NONE);
  // What the keyboard goes to is scrolled into sight.
  gtk_container_set_focus_vadjustment(
      GTK_CONTAINER(box), gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scroll)));
  return scroll;
}

GtkWidget* Controls::make_group(Group group, const EditorContext& context) {
  GtkWidget* frame = gimp_frame_new(_(plugin::group_title(group)));
  GtkWidget* table = gtk_table_new(1, 2, FALSE);
  gtk_table_set_row_spacings(GTK_TABLE(table), 4);
  gtk_table_set_col_spacings(GTK_TABLE(table), 6);
  guint row = 0;
  for (const Parameter& parameter : plugin::parameters())
    if (parameter.group == group)
      editors_.emplace_back(parameter, context).attach(GTK_TABLE(table), row++, labels_);
  gtk_container_add(GTK_CONTAINER(frame), table);
  return frame;
}

void Controls::show(const Settings& settings) {
  filling_ = true;
  for (const Editor& editor : editors_) editor.show(settings.get(editor.parameter().key));
  filling_ = false;
}

void Controls::show_found(Key key, double number) {
  filling_ = true;
  editor(key).show_found(number);
  filling_ = false;
}

void Controls::show_found(const std::function<std::string(Key)>& found) const {
  for (const Key key :
       {Key::PlotArea, Key::Colorbar, Key::Range, Key::Units, Key::XRange, Key::YRange})
    editor(key).show_found(found(key));
}

Result<Settings> Controls::chosen() const {
  Settings settings;
  for (const Editor& editor : editors_)
    UNWEAVE_CHECK(settings.set(editor.parameter().name, editor.value()));
  UNWEAVE_CHECK(plugin::resolve(settings));
  return settings;
}

const Editor& Controls::editor(Key key) const {
  return *std::ranges::find(editors_, key, [](const Editor& e) { return e.parameter().key; });
}

void Controls::add_page(GtkWidget* page, const char* title, GtkAccelGroup* shortcuts,
                        const char* key, const char* tip) {
  GtkWidget* label = gtk_label_new(title);
  guint value = 0;
  GdkModifierType modifiers{};
  gtk_accelerator_parse(key, &value, &modifiers);
  gchar* shown = gtk_accelerator_get_label(value, modifiers);
  gtk_widget_set_tooltip_text(label, (std::string(tip) + " (" + shown + ")").c_str());
  g_free(shown);
  gtk_notebook_append_page(GTK_NOTEBOOK(notebook_), page, label);
  struct Turn {
    GtkWidget *notebook, *page;
  };
  GClosure* turn = g_cclosure_new_swap(
      G_CALLBACK(+[](gpointer data) -> gboolean {
        const auto* to = static_cast<Turn*>(data);
        gtk_notebook_set_current_page(GTK_NOTEBOOK(to->notebook),
                                      gtk_notebook_page_num(GTK_NOTEBOOK(to->notebook), to->page));
        return TRUE;
      }),
      new Turn{notebook_, page},
      +[](gpointer data, GClosure*) { delete static_cast<Turn*>(data); });
  gtk_accel_group_connect(shortcuts, value, modifiers, static_cast<GtkAccelFlags>(0), turn);
}

void Controls::complain(std::string_view name, const std::string& text) const {
  for (const Editor& editor : editors_)
    editor.complain(editor.parameter().name == name ? text : std::string());
}

void Controls::show_page(GtkWidget* page) const {
  gtk_notebook_set_current_page(GTK_NOTEBOOK(notebook_),
                                gtk_notebook_page_num(GTK_NOTEBOOK(notebook_), page));
}

void Controls::focus(std::string_view name) const {
  for (const Editor& editor : editors_) {
    if (editor.parameter().name != name) continue;
    const bool first = plugin::page_of(editor.parameter().group) == kPages[0].page;
    gtk_notebook_set_current_page(GTK_NOTEBOOK(notebook_), first ? 0 : 1);
    editor.focus();
  }
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/dialog.hpp"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "plugin/gimp2/editor.hpp"
#include "plugin/gimp2/procedure.hpp"
#include "plugin/run/i18n.hpp"
#include "plugin/run/messages.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::Group;
using plugin::Parameter;
using plugin::Settings;

constexpr int kReset = 1;

class Dialog {
 public:
  explicit Dialog(const Settings& initial);
  ~Dialog() {
    gtk_widget_destroy(dialog_);
    g_object_unref(labels_);
  }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  std::optional<Settings> run();

 private:
  void add_group(GtkBox* box, Group group, const std::vector<const Parameter*>& members);
  void show(const Settings& settings);
  Result<Settings> chosen() const;
  void complain(const Failure& failure);

  GtkWidget* dialog_;
  GtkWidget* complaint_box_;
  GtkWidget* complaint_;
  GtkSizeGroup* labels_;
  std::vector<Editor> editors_;
};

Dialog::Dialog(const Settings& initial) : labels_(gtk_size_group_new(GTK_SIZE_GROUP_HORIZONTAL)) {
  dialog_ = gimp_dialog_new(_("Recover Data from Colormap"), "unweave", nullptr,
                            static_cast<GtkDialogFlags>(0), nullptr, kProcedure, GIMP_STOCK_RESET,
                            kReset, GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL, GTK_STOCK_OK,
                            GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_alternative_button_order(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, kReset,
                                          GTK_RESPONSE_CANCEL, -1);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK);
  gtk_window_set_resizable(GTK_WINDOW(dialog_), FALSE);
  gimp_window_set_transient(GTK_WINDOW(dialog_));

  GtkWidget* box = gtk_vbox_new(FALSE, 12);
  gtk_container_set_border_width(GTK_CONTAINER(box), 12);
  gtk_box_pack_start(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog_))), box, TRUE, TRUE, 0);
  std::vector<const Parameter*> group;
  for (const Parameter& parameter : plugin::parameters()) {
    if (!group.empty() && group.front()->group != parameter.group) {
      add_group(GTK_BOX(box), group.front()->group, group);
      group.clear();
    }
    group.push_back(&parameter);
  }
  if (!group.empty()) add_group(GTK_BOX(box), group.front()->group, group);

  complaint_box_ = gtk_hbox_new(FALSE, 6);
  gtk_box_pack_start(GTK_BOX(complaint_box_),
                     gtk_image_new_from_stock(GTK_STOCK_DIALOG_WARNING, GTK_ICON_SIZE_MENU), FALSE,
                     FALSE, 0);
  complaint_ = gtk_label_new(nullptr);
  gtk_label_set_line_wrap(GTK_LABEL(complaint_), TRUE);
  gtk_label_set_width_chars(GTK_LABEL(complaint_), 50);
  gtk_misc_set_alignment(GTK_MISC(complaint_), 0, 0.5);
  gtk_box_pack_start(GTK_BOX(complaint_box_), complaint_, TRUE, TRUE, 0);
  gtk_widget_show_all(complaint_box_);
  gtk_widget_hide(complaint_box_);
  gtk_widget_set_no_show_all(complaint_box_, TRUE);
  gtk_box_pack_start(GTK_BOX(box), complaint_box_, FALSE, FALSE, 0);

  show(initial);
  gtk_widget_show_all(dialog_);
}

void Dialog::add_group(GtkBox* box, Group group, const std::vector<const Parameter*>& members) {
  GtkWidget* frame = gimp_frame_new(_(plugin::group_title(group)));
  GtkWidget* table = gtk_table_new(static_cast<guint>(members.size()), 2, FALSE);
  gtk_table_set_row_spacings(GTK_TABLE(table), 6);
  gtk_table_set_col_spacings(GTK_TABLE(table), 6);
  guint row = 0;
  for (const Parameter* parameter : members)
    editors_.emplace_back(*parameter).attach(GTK_TABLE(table), row++, labels_);
  gtk_container_add(GTK_CONTAINER(frame), table);
  gtk_box_pack_start(box, frame, FALSE, FALSE, 0);
}

void Dialog::show(const Settings& settings) {
  for (Editor& editor : editors_) editor.show(settings.get(editor.parameter().name));
}

/// What the dialog says; a value that makes no sense is a failure.
Result<Settings> Dialog::chosen() const {
  Settings settings;
  for (const Editor& editor : editors_)
    if (auto set = settings.set(editor.parameter().name, editor.value()); !set)
      return tl::unexpected(set.error());
  if (auto request = plugin::resolve(settings); !request) return tl::unexpected(request.error());
  return settings;
}

/// Says what is wrong, and leads to where it can be mended.
void Dialog::complain(const Failure& failure) {
  gtk_label_set_text(GTK_LABEL(complaint_),
                     plugin::sentence(failure, plugin::OptionNames::Labels).c_str());
  gtk_widget_show(complaint_box_);
  const std::string option = failure.detail.substr(0, failure.detail.find('='));
  for (const Editor& editor : editors_)
    if (option == editor.parameter().name) editor.focus();
}

std::optional<Settings> Dialog::run() {
  for (;;) {
    const gint response = gimp_dialog_run(GIMP_DIALOG(dialog_));
    if (response == kReset) {
      show(Settings());
      gtk_widget_hide(complaint_box_);
      continue;
    }
    if (response != GTK_RESPONSE_OK) return std::nullopt;
    auto settings = chosen();
    if (settings) return std::move(*settings);
    complain(settings.error());
  }
}

}  // namespace

std::optional<Settings> ask(const Settings& initial) {
  gimp_ui_init(kProcedure, FALSE);
  return Dialog(initial).run();
}

}  // namespace unweave::gimp2

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/two_points.hpp"

#include <memory>
#include <string>

#include "plugin/dialog/preview.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/typed_numbers.hpp"
#include "plugin/view/ticks.hpp"

namespace unweave::dialog {
namespace {

/// Asks until it is a number; nothing: the user gave up.
std::optional<double> ask_value(GtkWindow* parent, const std::string& suggestion) {
  GtkWidget* dialog = gtk_dialog_new_with_buttons(
      _("Value of This Place"), parent, GTK_DIALOG_MODAL, GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL,
      GTK_STOCK_OK, GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_OK);
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  gtk_container_set_border_width(GTK_CONTAINER(row), 12);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("_Value at this place:"));
  GtkWidget* entry = gtk_entry_new();
  gtk_entry_set_text(GTK_ENTRY(entry), suggestion.c_str());
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  gtk_widget_set_tooltip_text(entry, _("The number that this color stands for"));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), entry);
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), entry, TRUE, TRUE, 0);
  GtkWidget* content = gtk_dialog_get_content_area(GTK_DIALOG(dialog));
  gtk_box_pack_start(GTK_BOX(content), row, TRUE, TRUE, 0);
  GtkWidget* complaint = gtk_label_new("");
  name_for_accessibility(complaint, _("What is wrong"));
  gtk_box_pack_start(GTK_BOX(content), complaint, FALSE, FALSE, 0);
  gtk_widget_show_all(dialog);
  std::optional<double> value;
  while (!value && gtk_dialog_run(GTK_DIALOG(dialog)) == GTK_RESPONSE_OK) {
    value = plugin::typed_number(gtk_entry_get_text(GTK_ENTRY(entry)));
    if (!value)
      gtk_label_set_text(GTK_LABEL(complaint), _("This is no number; type one such as -2.5."));
    gtk_widget_grab_focus(entry);
  }
  gtk_widget_destroy(dialog);
  return value;
}

}  // namespace

void TwoPoints::forget() {
  first_.reset();
  events_.mark(std::nullopt);
}

void TwoPoints::start() {
  forget();
  ask_to_point();
}

void TwoPoints::ask_to_point() const {
  events_.say(
      marking_hint(
          first_ ? _("Now click on a second place, far from the first one.")
                 : _("Click on a place whose value you know: on the color bar, in the data, or "
                     "on the colormap below.")),
      false);
}

bool TwoPoints::place(GtkWindow* parent, std::optional<double> t, const ValueRange& shown,
                      const ValueRange& family) {
  if (!t) {
    events_.say(_("There is no data at this place; click on the color bar, in the data, or on the "
                  "colormap below."),
                true);
    return true;
  }
  const bool known = shown.source != RangeSource::None && shown.valid();
  const auto value = ask_value(parent, known ? view::value_text(shown.value(*t), shown) : "");
  if (!value) {
    forget();
    events_.say(_("No value was entered: the range is as before."), false);
    return false;
  }
  const view::KnownValue point{*t, *value};
  if (!first_) {
    first_ = point;
    events_.mark(t);
    ask_to_point();
    return true;
  }
  const auto range = view::range_through(*first_, point, family);
  if (!range) {
    events_.say(
        _("These two places give no range: they must be apart and have two different values "
          "(above 0 on a logarithmic scale). Click on another second place."),
        true);
    return true;
  }
  forget();
  events_.done(*range);
  return false;
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/editor.hpp"

#include <libgimp/gimp.h>
#include <libgimpwidgets/gimpwidgets.h>

#include <string>

#include "plugin/run/i18n.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::Parameter;
using plugin::ParameterType;
using plugin::Value;

constexpr int kEntryWidth = 30;

/// Paths cross GIMP's interfaces as UTF-8; one that is not goes as its file:// URI.
std::string as_parameter(gchar* path) {
  std::string text(path);
  if (!g_utf8_validate(path, -1, nullptr)) {
    gchar* uri = g_filename_to_uri(path, nullptr, nullptr);
    text = uri ? uri : "";
    g_free(uri);
  }
  g_free(path);
  return text;
}

void browse(GtkWidget* button, gpointer entry) {
  GtkWidget* chooser = gtk_file_chooser_dialog_new(
      _("Choose a File to Write"), GTK_WINDOW(gtk_widget_get_toplevel(button)),
      GTK_FILE_CHOOSER_ACTION_SAVE, GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE,
      GTK_RESPONSE_ACCEPT, nullptr);
  gtk_dialog_set_default_response(GTK_DIALOG(chooser), GTK_RESPONSE_ACCEPT);
  gtk_file_chooser_set_do_overwrite_confirmation(GTK_FILE_CHOOSER(chooser), TRUE);
  if (gtk_dialog_run(GTK_DIALOG(chooser)) == GTK_RESPONSE_ACCEPT)
    if (gchar* path = gtk_file_chooser_get_filename(GTK_FILE_CHOOSER(chooser)))
      gtk_entry_set_text(GTK_ENTRY(entry), as_parameter(path).c_str());
  gtk_widget_destroy(chooser);
}

GtkWidget* file_row(GtkWidget* entry) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  GtkWidget* button = gtk_button_new_with_label(_("Browse..."));
  g_signal_connect(button, "clicked", G_CALLBACK(browse), entry);
  gtk_box_pack_start(GTK_BOX(box), entry, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), button, FALSE, FALSE, 0);
  return box;
}

/// The words that mean no name, then GIMP's gradients; any other name may be typed.
GtkWidget* colormap_box() {
  GtkWidget* box = gtk_combo_box_text_new_with_entry();
  for (const char* word : {"auto", "colorbar", "locus"})
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(box), word);
  gint count = 0;
  gchar** gradients = gimp_gradients_get_list("", &count);
  for (gint i = 0; i < count; ++i)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(box), gradients[i]);
  g_strfreev(gradients);
  return box;
}

GtkWidget* choice_box(const Parameter& parameter) {
  GtkWidget* box = gtk_combo_box_text_new();
  for (const auto& choice : parameter.choices)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(box), _(choice.label));
  return box;
}

GtkWidget* text_entry() {
  GtkWidget* entry = gtk_entry_new();
  gtk_entry_set_width_chars(GTK_ENTRY(entry), kEntryWidth);
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  return entry;
}

void toggle_number(GtkToggleButton* automatic, gpointer number) {
  gtk_widget_set_sensitive(GTK_WIDGET(number), !gtk_toggle_button_get_active(automatic));
}

const char* hint(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::Rectangle:
      return _("x,y,width,height");
    case ParameterType::Interval:
      return _("min,max");
    default:
      return nullptr;
  }
}

/// GTK 2 has no placeholder text: the form of a text that may be empty stands beside its entry.
GtkWidget* with_hint(GtkWidget* entry, const char* text) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  GtkWidget* label = gtk_label_new(text);
  gimp_label_set_attributes(GTK_LABEL(label), PANGO_ATTR_STYLE, PANGO_STYLE_ITALIC, -1);
  gtk_entry_set_width_chars(GTK_ENTRY(entry), kEntryWidth / 2);
  gtk_box_pack_start(GTK_BOX(box), entry, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), label, FALSE, FALSE, 0);
  return box;
}

}  // namespace

Editor::Editor(const Parameter& parameter) : parameter_(&parameter) {
  switch (parameter.type) {
    case ParameterType::Flag:
      input_ = gtk_check_button_new_with_mnemonic(_(parameter.label));
      break;
    case ParameterType::Number:
      input_ = gtk_spin_button_new_with_range(parameter.automatic ? 0 : parameter.min,
                                              parameter.max, 0.005);
      gtk_spin_button_set_digits(GTK_SPIN_BUTTON(input_), 3);
      gtk_entry_set_activates_default(GTK_ENTRY(input_), TRUE);
      break;
    case ParameterType::Choice:
      input_ = choice_box(parameter);
      break;
    case ParameterType::Text:
      input_ = colormap_box();
      gtk_entry_set_activates_default(GTK_ENTRY(gtk_bin_get_child(GTK_BIN(input_))), TRUE);
      break;
    default:
      input_ = text_entry();
  }
  whole_ = input_;
  if (parameter.type == ParameterType::File) whole_ = file_row(input_);
  if (const char* text = hint(parameter)) whole_ = with_hint(input_, text);
  if (parameter.automatic) {
    whole_ = gtk_hbox_new(FALSE, 6);
    automatic_ = gtk_check_button_new_with_mnemonic(_("A_utomatic"));
    g_signal_connect(automatic_, "toggled", G_CALLBACK(toggle_number), input_);
    gtk_box_pack_start(GTK_BOX(whole_), automatic_, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(whole_), input_, TRUE, TRUE, 0);
  }
  gimp_help_set_help_data(input_, _(parameter.blurb), nullptr);
}

void Editor::attach(GtkTable* table, guint row, GtkSizeGroup* labels) const {
  const auto fill = static_cast<GtkAttachOptions>(GTK_EXPAND | GTK_FILL);
  const auto tight = static_cast<GtkAttachOptions>(GTK_FILL);
  if (parameter_->type == ParameterType::Flag) {
    gtk_table_attach(table, whole_, 0, 2, row, row + 1, fill, tight, 0, 0);
    return;
  }
  GtkWidget* label = gtk_label_new_with_mnemonic(_(parameter_->label));
  gtk_misc_set_alignment(GTK_MISC(label), 0, 0.5);
  gtk_size_group_add_widget(labels, label);
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), parameter_->type == ParameterType::Text
                                                      ? gtk_bin_get_child(GTK_BIN(input_))
                                                      : input_);
  gtk_table_attach(table, label, 0, 1, row, row + 1, tight, tight, 0, 0);
  gtk_table_attach(table, whole_, 1, 2, row, row + 1, fill, tight, 0, 0);
}

void Editor::show(const Value& value) const {
  switch (parameter_->type) {
    case ParameterType::Flag:
      return gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(input_), std::get<bool>(value));
    case ParameterType::Number: {
      const double number = std::get<double>(value);
      const bool automatic = parameter_->automatic && number < 0;
      if (automatic_) gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(automatic_), automatic);
      return gtk_spin_button_set_value(GTK_SPIN_BUTTON(input_), automatic ? 0.1 : number);
    }
    case ParameterType::Choice: {
      int index = 0;
      for (const auto& choice : parameter_->choices) {
        if (std::get<std::string>(value) == choice.name)
          gtk_combo_box_set_active(GTK_COMBO_BOX(input_), index);
        ++index;
      }
      return;
    }
    case ParameterType::Text:
      return gtk_entry_set_text(GTK_ENTRY(gtk_bin_get_child(GTK_BIN(input_))),
                                std::get<std::string>(value).c_str());
    default:
      return gtk_entry_set_text(GTK_ENTRY(input_), std::get<std::string>(value).c_str());
  }
}

Value Editor::value() const {
  switch (parameter_->type) {
    case ParameterType::Flag:
      return gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(input_)) != FALSE;
    case ParameterType::Number:
      if (automatic_ && gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(automatic_)))
        return *parameter_->automatic;
      gtk_spin_button_update(GTK_SPIN_BUTTON(input_));
      return gtk_spin_button_get_value(GTK_SPIN_BUTTON(input_));
    case ParameterType::Choice: {
      const auto index = gtk_combo_box_get_active(GTK_COMBO_BOX(input_));
      return std::string(parameter_->choices[index < 0 ? 0 : static_cast<std::size_t>(index)].name);
    }
    case ParameterType::Text:
      return std::string(gtk_entry_get_text(GTK_ENTRY(gtk_bin_get_child(GTK_BIN(input_)))));
    default:
      return std::string(gtk_entry_get_text(GTK_ENTRY(input_)));
  }
}

void Editor::focus() const {
  gtk_widget_grab_focus(parameter_->type == ParameterType::Text ? gtk_bin_get_child(GTK_BIN(input_))
                                                                : input_);
}

}  // namespace unweave::gimp2

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/editor.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "plugin/dialog/colormap_chooser.hpp"
#include "plugin/dialog/entry.hpp"
#include "plugin/dialog/file_row.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;
using plugin::Parameter;
using plugin::ParameterType;
using plugin::Value;

constexpr int kEntryWidth = 12, kShortEntryWidth = 8;

/// Says of which parameter a button is.
std::string button_name(const Parameter& parameter, const char* does) {
  return plugin::plain_label(parameter) + ": " + does;
}

GtkWidget* choice_box(const Parameter& parameter) {
  GtkWidget* box = gtk_combo_box_text_new();
  // A long choice must not widen the window.
  GList* cells = gtk_cell_layout_get_cells(GTK_CELL_LAYOUT(box));
  g_object_set(cells->data, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", kEntryWidth, nullptr);
  g_list_free(cells);
  for (const auto& choice : parameter.choices)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(box), _(choice.label));
  return box;
}

void toggle_number(GtkToggleButton* automatic, gpointer number) {
  gtk_widget_set_sensitive(GTK_WIDGET(number), !gtk_toggle_button_get_active(automatic));
}

gboolean switch_off(GtkRange*, GtkScrollType, gdouble, gpointer automatic) {
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(automatic), FALSE);
  return FALSE;
}

void add_button(GtkWidget* box, const char* label, const char* tip, const char* name,
                Action action) {
  GtkWidget* button = gtk_button_new_with_mnemonic(label);
  gtk_widget_set_tooltip_text(button, tip);
  name_for_accessibility(button, name);
  on(button, "clicked", std::move(action));
  gtk_box_pack_start(GTK_BOX(box), button, FALSE, FALSE, 0);
}

std::string rectangle_text(const Rect& rect) {
  std::string text;
  for (const int number : {rect.x, rect.y, rect.width, rect.height})
    text.append(text.empty() ? "" : ",").append(std::to_string(number));
  return text;
}

/// An entry with buttons that fill it in by hand.
GtkWidget* rectangle_row(GtkWidget* entry, const Parameter& parameter,
                         const EditorContext& context) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  gtk_entry_set_width_chars(GTK_ENTRY(entry), kShortEntryWidth);
  gtk_box_pack_start(GTK_BOX(box), entry, TRUE, TRUE, 0);
  add_button(box, _("Dra_w"), _("Then drag over it in the original picture"),
             button_name(parameter, _("Draw the rectangle on the picture")).c_str(),
             [mark = context.mark, &parameter] { mark(parameter); });
  if (context.selection)
    add_button(box, _("Se_lection"), _("The bounds of GIMP's selection"),
               button_name(parameter, _("Use the bounds of the selection")).c_str(),
               [entry, rect = *context.selection] {
                 gtk_entry_set_text(GTK_ENTRY(entry), rectangle_text(rect).c_str());
               });
  return box;
}

/// Pixels, say, rather than shares.
bool counts(const Parameter& parameter) { return parameter.max > 1; }

/// An entry with a button that takes what it holds from the preview.
GtkWidget* with_pick(GtkWidget* entry, const char* label, const char* tip, const char* name,
                     const Parameter& parameter, const EditorContext& context) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  gtk_box_pack_start(GTK_BOX(box), entry, TRUE, TRUE, 0);
  add_button(box, label, tip, name, [mark = context.mark, &parameter] { mark(parameter); });
  return box;
}

/// A number with a slider beside it; both are one.
GtkWidget* with_slider(GtkWidget* number, GtkWidget* automatic, const Parameter& parameter) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  GtkWidget* slider = gtk_hscale_new(gtk_spin_button_get_adjustment(GTK_SPIN_BUTTON(number)));
  gtk_scale_set_draw_value(GTK_SCALE(slider), FALSE);
  gtk_widget_set_size_request(slider, scaled(60), -1);
  gtk_widget_set_tooltip_text(slider, _(parameter.blurb));
  name_for_accessibility(slider, plugin::plain_label(parameter).c_str());
  if (automatic) {
    gtk_box_pack_start(GTK_BOX(box), automatic, FALSE, FALSE, 0);
    // Who moves the slider wants that number.
    g_signal_connect(slider, "change-value", G_CALLBACK(switch_off), automatic);
  }
  gtk_box_pack_start(GTK_BOX(box), slider, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), number, FALSE, FALSE, 0);
  return box;
}

const char* change_signal(ParameterType type) {
  switch (type) {
    case ParameterType::Flag:
      return "toggled";
    case ParameterType::Number:
      return "value-changed";
    default:
      return "changed";
  }
}

bool is_colormap(const Parameter& parameter) {
  return parameter.key == Key::Colormap || parameter.key == Key::Recolor;
}

}  // namespace

Editor::Editor(const Parameter& parameter, const EditorContext& context) : parameter_(&parameter) {
  switch (parameter.type) {
    case ParameterType::Flag:
      input_ = gtk_check_button_new_with_mnemonic(_(parameter.label));
      break;
    case ParameterType::Number:
      input_ = gtk_spin_button_new_with_range(parameter.automatic ? 0 : parameter.min,
                                              parameter.max, counts(parameter) ? 1 : 0.005);
      gtk_spin_button_set_digits(GTK_SPIN_BUTTON(input_), counts(parameter) ? 0 : 3);
      gtk_entry_set_activates_default(GTK_ENTRY(input_), TRUE);
      break;
    case ParameterType::Choice:
      input_ = choice_box(parameter);
      break;
    case ParameterType::Interval:
      pair_ = std::make_unique<NumberPair>(parameter, context.changed);
      input_ = pair_->first();
      break;
    default:
      input_ = is_colormap(parameter) ? new_colormap_chooser(context.gradients, context.catalog,
                                                             parameter.key == Key::Colormap)
                                      : text_entry(kEntryWidth);
  }
  whole_ = pair_ ? pair_->widget() : input_;
  if (!pair_ && GTK_IS_ENTRY(input_) && parameter.type != ParameterType::Number)
    add_clear_button(input_, _("Empty this field"),
                     [entry = input_] { gtk_entry_set_text(GTK_ENTRY(entry), ""); });
  if (is_colormap(parameter)) gtk_entry_set_activates_default(GTK_ENTRY(text_widget()), TRUE);
  if (parameter.type == ParameterType::File) whole_ = file_row(input_, parameter, context.figure);
  if (parameter.type == ParameterType::Rectangle)
    whole_ = rectangle_row(input_, parameter, context);
  if (parameter.key == Key::Range)
    whole_ = with_pick(
        whole_, _("Pic_k..."),
        _("Click on two places on the color bar, in the data, or on the colormap below, and enter "
          "their values"),
        _("Value range from two places"), parameter, context);
  if (parameter.type == ParameterType::Colors)
    whole_ = with_pick(input_, _("Pic_k"), _("Then click on the color in a picture"),
                       _("Pick a color that is no data"), parameter, context);
  if (parameter.automatic) {
    automatic_ = gtk_check_button_new_with_mnemonic(_("A_utomatic"));
    g_signal_connect(automatic_, "toggled", G_CALLBACK(toggle_number), input_);
    on(automatic_, "toggled", context.changed);
  }
  if (parameter.type == ParameterType::Number) whole_ = with_slider(input_, automatic_, parameter);
  std::string tip = _(parameter.blurb);
  if (is_colormap(parameter))
    tip += std::string("\n") + _("Two letters or more search all known colormaps");
  for (GtkWidget* widget : {input_, text_widget(), automatic_})
    if (widget) gtk_widget_set_tooltip_text(widget, tip.c_str());
  if (pair_) return;  // it has told already
  on(parameter.type == ParameterType::Choice ? input_ : text_widget(),
     change_signal(parameter.type), context.changed);
}

/// The entry inside a combo box; else the input.
GtkWidget* Editor::text_widget() const {
  return is_colormap(*parameter_) ? gtk_bin_get_child(GTK_BIN(input_)) : input_;
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
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), text_widget());
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
    case ParameterType::Interval:
      return pair_->show(std::get<std::string>(value));
    default:
      return gtk_entry_set_text(GTK_ENTRY(text_widget()), std::get<std::string>(value).c_str());
  }
}

Value Editor::value() const {
  switch (parameter_->type) {
    case ParameterType::Flag:
      return gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(input_)) != FALSE;
    case ParameterType::Number:
      if (automatic_ && gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(automatic_)))
        return *parameter_->automatic;
      return gtk_spin_button_get_value(GTK_SPIN_BUTTON(input_));
    case ParameterType::Choice: {
      const auto index = gtk_combo_box_get_active(GTK_COMBO_BOX(input_));
      return std::string(parameter_->choices[index < 0 ? 0 : static_cast<std::size_t>(index)].name);
    }
    case ParameterType::Interval:
      return pair_->text();
    default:
      return std::string(gtk_entry_get_text(GTK_ENTRY(text_widget())));
  }
}

void Editor::show_found(double number) const {
  // Not below it, so that switching "Automatic" off loses no data.
  constexpr double kSteps = 1000;
  if (automatic_ && gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(automatic_)))
    gtk_spin_button_set_value(GTK_SPIN_BUTTON(input_), std::ceil(kSteps * number) / kSteps);
}

void Editor::show_found(const std::string& text) const {
  if (pair_) return pair_->show_found(text);
  // Translators: in an entry that is empty, what the program found for it, such as "-2,30".
  const std::string shown = text.empty() ? text : plugin::formatted(_("found: %s"), text.c_str());
  set_placeholder(GTK_ENTRY(text_widget()), shown);
  const std::string tip = _(parameter_->blurb) + (shown.empty() ? shown : "\n" + shown);
  gtk_widget_set_tooltip_text(text_widget(), tip.c_str());
}

void Editor::complain(const std::string& text) const {
  if (pair_) return pair_->complain(text);
  GtkWidget* widget = text_widget();
  if (GTK_IS_ENTRY(widget) && !GTK_IS_SPIN_BUTTON(widget))
    complain_in(widget, text, _(parameter_->blurb));
}

void Editor::focus() const { gtk_widget_grab_focus(text_widget()); }

}  // namespace unweave::dialog

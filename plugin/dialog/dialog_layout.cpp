// SPDX-License-Identifier: GPL-3.0-or-later
#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <utility>

#include "plugin/dialog/help.hpp"
#include "plugin/dialog/main_dialog.hpp"
#include "plugin/dialog/responses.hpp"
#include "plugin/dialog/save_drawing.hpp"
#include "plugin/dialog/shortcut.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/dialog/window_size.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/view/pick.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;
using plugin::Parameter;
using plugin::Settings;
using view::Quantity;
using view::Shading;

constexpr int kWidth = 1220, kHeight = 640;

constexpr DialogOption kQuantities[] = {
    {N_("Data"), nullptr}, {N_("Residual"), nullptr}, {N_("Confidence"), nullptr}};
constexpr DialogOption kShadings[] = {
    {N_("Recovered colormap"), nullptr}, {N_("Gray"), nullptr}, {N_("Viridis"), nullptr}};

/// Calls `action` with each response of the dialog.
void on_response(GtkWidget* dialog, std::function<void(gint)> action) {
  using Held = std::function<void(gint)>;
  g_signal_connect_data(
      dialog, "response", G_CALLBACK(+[](GtkDialog*, gint response, gpointer data) {
        guarded([&] { (*static_cast<Held*>(data))(response); });
      }),
      new Held(std::move(action)),
      +[](gpointer data, GClosure*) { delete static_cast<Held*>(data); },
      static_cast<GConnectFlags>(0));
}

}  // namespace

Dialog::Dialog(const Settings& initial, view::Workbench& workbench,
               const Surroundings& surroundings)
    : workbench_(workbench),
      around_(surroundings),
      preview_(workbench.picture(),
               {[this](const std::string& text) {
                  gtk_label_set_text(GTK_LABEL(read_out_), text.c_str());
                },
                [this](Mark mark, const Rect& rect) { marked(mark, rect); },
                [this](Mark mark, int x, int y) { picked(mark, x, y); },
                [this](const Pin& pin) { add_pin(pin); }, [this](int x, int y) { clicked(x, y); }}),
      found_([this](double t) { show_value(t); }),
      two_points_({[this](const std::string& text, bool wrong) { say(text, wrong); },
                   [this](std::optional<double> t) { found_.mark(t); },
                   [this](const ValueRange& range) {
                     preview_.start_marking(Mark::None);
                     controls_.editor(Key::Range).show(view::range_setting(range));
                   }}),
      controls_(context_for(surroundings)),
      measure_(workbench.picture(), surroundings.figure,
               {[this](Mark mark) { start_measuring(mark); },
                [this](const std::vector<Pin>& pins, std::optional<std::size_t> chosen) {
                  preview_.show_pins(pins, chosen);
                },
                [this](const std::string& text, bool wrong) { say(text, wrong); },
                [this] {
                  const auto settings = controls_.chosen();
                  const auto request = settings ? plugin::resolve(*settings)
                                                : Result<plugin::Request>(plugin::Request());
                  return request ? request->text_style : TextStyle();
                }}),
      presets_(surroundings.presets, initial, shortcuts_,
               {[this] {
                  const auto settings = controls_.chosen();
                  return settings ? *settings : Settings();
                },
                [this](const Settings& settings) { show(settings); },
                [this](const std::string& text, bool wrong) { say(text, wrong); }}) {
  dialog_ = gimp_dialog_new(_("Recover Data from Colormap"), "unweave", nullptr,
                            static_cast<GtkDialogFlags>(0), open_help,
                            surroundings.procedure.c_str(), _("_Reset"), kReset,
                            // Translators: a button: copy what would do the same without
                            // this window.
                            _("Copy as..."), kCopy,
                            // Translators: a button: do it, and keep the window open.
                            _("Apply"), GTK_RESPONSE_APPLY, GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL,
                            GTK_STOCK_OK, GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_alternative_button_order(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, GTK_RESPONSE_APPLY,
                                          kCopy, kReset, GTK_RESPONSE_CANCEL, -1);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK);
  remember_size(GTK_WINDOW(dialog_), surroundings.window, scaled(kWidth), scaled(kHeight));
  gtk_window_add_accel_group(GTK_WINDOW(dialog_), shortcuts_);
  gtk_widget_set_tooltip_text(gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), kReset),
                              _("Set everything to its default"));
  add_shortcut(gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), GTK_RESPONSE_APPLY),
               shortcuts_, _("Recover, and keep this window open for another round"),
               {"<Control>Return", "<Control>KP_Enter"});
  add_shortcut(gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), kCopy), shortcuts_,
               _("Copy the command, or the line of a script, that does the same to like figures"),
               {"<Control><Shift>c"});
  // While it recovers, closing the window ends that alone; else gtk_dialog_run() has its own.
  on_event(dialog_, "delete-event", [](GdkEvent*) { return true; });
  on_response(dialog_, [this](gint response) {
    if (recovering_ && response != GTK_RESPONSE_OK && response != GTK_RESPONSE_APPLY) ends_ = true;
  });
  gimp_window_set_transient(GTK_WINDOW(dialog_));

  GtkWidget* box = content_ = gtk_hbox_new(FALSE, 12);
  gtk_container_set_border_width(GTK_CONTAINER(box), 10);
  gtk_box_pack_start(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog_))), box, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_left(), TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_right(), FALSE, TRUE, 0);
  controls_.add_page(measure_.widget(), _("Measure"), shortcuts_, "<Control>m",
                     _("Read values, profiles and averages off the picture"));
  controls_.show(initial);
  gtk_widget_show_all(dialog_);
  // Return is OK from the start.
  gtk_widget_grab_focus(gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK));
  measure_.set(parse_pins(surroundings.pins));
  follow();
}

/// What can be copied, below the button.
void Dialog::offer_commands() {
  using plugin::CommandKind;
  GtkWidget* menu = gtk_menu_new();
  const std::pair<const char*, CommandKind> kinds[] = {
      {_("Command of the shell"), CommandKind::Shell},
      {_("Script-Fu of this GIMP"), around_.script},
      {_("Python"), CommandKind::Python}};
  for (const auto& [title, kind] : kinds) {
    GtkWidget* item = gtk_menu_item_new_with_label(title);
    on(item, "activate", [this, copied = kind] { copy_command(copied); });
    gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
  }
  GtkWidget* button = gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), kCopy);
  gtk_menu_attach_to_widget(GTK_MENU(menu), button, nullptr);
  gtk_widget_show_all(menu);
  open_menu(GTK_MENU(menu), button);
  gtk_menu_shell_select_first(GTK_MENU_SHELL(menu), FALSE);
}

GtkWidget* Dialog::make_left() {
  GtkWidget* box = gtk_vbox_new(FALSE, 6);
  gtk_box_pack_start(GTK_BOX(box), make_view_bar(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), preview_.widget(), TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_zoom_bar(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), found_.widget(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_status(), FALSE, FALSE, 0);
  return box;
}

GtkWidget* Dialog::chooser(GtkWidget* bar, const char* label, const char* tip,
                           std::span<const DialogOption> options) {
  GtkWidget* title = gtk_label_new_with_mnemonic(label);
  GtkWidget* box = gtk_combo_box_text_new();
  for (const DialogOption& option : options)
    gtk_combo_box_text_append_text(GTK_COMBO_BOX_TEXT(box), _(option.label));
  gtk_combo_box_set_active(GTK_COMBO_BOX(box), 0);
  gtk_label_set_mnemonic_widget(GTK_LABEL(title), box);
  gtk_widget_set_tooltip_text(box, tip);
  gtk_box_pack_start(GTK_BOX(bar), title, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(bar), box, FALSE, FALSE, 0);
  on(box, "changed", [this] {
    preview_.show_as(static_cast<Quantity>(gtk_combo_box_get_active(GTK_COMBO_BOX(quantity_))),
                     static_cast<Shading>(gtk_combo_box_get_active(GTK_COMBO_BOX(shading_))));
  });
  return box;
}

GtkWidget* Dialog::tool(GtkWidget* bar, const char* label, const char* tip, Action action) {
  GtkWidget* button = gtk_button_new_with_mnemonic(label);
  gtk_widget_set_tooltip_text(button, tip);
  name_for_accessibility(button, tip);
  on(button, "clicked", std::move(action));
  gtk_box_pack_start(GTK_BOX(bar), button, FALSE, FALSE, 0);
  return button;
}

/// What the pointer is over, and how the pictures are zoomed.
GtkWidget* Dialog::make_zoom_bar() {
  constexpr double kStep = 1.6;
  GtkWidget* bar = gtk_hbox_new(FALSE, 3);
  read_out_ = gtk_label_new("");
  gtk_misc_set_alignment(GTK_MISC(read_out_), 0, 0.5);
  gtk_label_set_ellipsize(GTK_LABEL(read_out_), PANGO_ELLIPSIZE_END);
  gtk_box_pack_start(GTK_BOX(bar), read_out_, TRUE, TRUE, 0);
  name_for_accessibility(read_out_, _("Pixel under the pointer"));
  const auto button = [&](const char* label, const char* tip,
                          std::initializer_list<const char*> keys, Action action) {
    add_shortcut(tool(bar, label, tip, std::move(action)), shortcuts_, tip, keys);
  };
  button("+", _("Zoom in"), {"<Control>plus", "<Control>equal", "<Control>KP_Add"},
         [this] { preview_.zoom(kStep); });
  button("\u2212", _("Zoom out"), {"<Control>minus", "<Control>KP_Subtract"},
         [this] { preview_.zoom(1 / kStep); });
  button(_("Whole picture"), _("Show the whole picture"), {"<Control>0", "<Control>KP_0"},
         [this] { preview_.fit_picture(); });
  button(_("Plot area"), _("Show the plot area alone"), {"<Control>1", "<Control>KP_1"},
         [this] { preview_.fit_plot_area(); });
  return bar;
}

GtkWidget* Dialog::make_view_bar() {
  GtkWidget* bar = gtk_hbox_new(FALSE, 6);
  quantity_ = chooser(bar, _("_Quantity:"),
                      _("What the right picture shows: the data, each color's distance from the "
                        "colormap, or how far each value can be trusted"),
                      kQuantities);
  shading_ =
      chooser(bar, _("Shadin_g:"), _("The colors that the right picture is drawn in"), kShadings);
  GtkWidget* right = gtk_hbox_new(FALSE, 3);
  tool(right, _("Save draw_ing..."),
       _("Save the colormap, the histogram, the colors, or one of the pictures as PNG or SVG"),
       [this] {
         const auto finding = workbench_.state().finding;
         if (!finding) return say(_("There is nothing to save yet."), true);
         const std::string done =
             save_drawing(GTK_WINDOW(dialog_), *finding, workbench_.picture(), found_.turn());
         if (!done.empty()) say(done, false);
       });
  gtk_box_pack_end(GTK_BOX(bar), right, FALSE, FALSE, 0);
  return bar;
}

/// The line of status, and below it what the user should know.
GtkWidget* Dialog::make_status() {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  icon_ = gtk_image_new_from_stock(GTK_STOCK_DIALOG_INFO, GTK_ICON_SIZE_MENU);
  gtk_misc_set_alignment(GTK_MISC(icon_), 0.5, 0);
  gtk_box_pack_start(GTK_BOX(box), icon_, FALSE, FALSE, 0);
  GtkWidget* texts = gtk_vbox_new(FALSE, 2);
  for (GtkWidget** label : {&status_, &warnings_}) {
    *label = gtk_label_new("");
    gtk_label_set_line_wrap(GTK_LABEL(*label), TRUE);
    gtk_label_set_selectable(GTK_LABEL(*label), FALSE);
    gtk_misc_set_alignment(GTK_MISC(*label), 0, 0);
    gtk_widget_set_size_request(*label, scaled(540), -1);
    gtk_box_pack_start(GTK_BOX(texts), *label, FALSE, FALSE, 0);
  }
  name_for_accessibility(status_, _("Status"));
  // Room for some lines, so that the window keeps its size whatever there is to say.
  GtkWidget* scroll = gtk_scrolled_window_new(nullptr, nullptr);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_add_with_viewport(GTK_SCROLLED_WINDOW(scroll), texts);
  gtk_viewport_set_shadow_type(GTK_VIEWPORT(gtk_bin_get_child(GTK_BIN(scroll))), GTK_SHADOW_NONE);
  gtk_widget_set_size_request(scroll, -1, scaled(72));
  gtk_box_pack_start(GTK_BOX(box), scroll, TRUE, TRUE, 0);
  return box;
}

EditorContext Dialog::context_for(const Surroundings& surroundings) {
  return {surroundings.gradients,
          surroundings.maps->catalog,
          surroundings.selection,
          [this] { changed(); },
          [this](const Parameter& parameter) { start_marking(parameter); },
          surroundings.figure};
}

GtkWidget* Dialog::make_right() {
  GtkWidget* box = gtk_vbox_new(FALSE, 8);
  gtk_box_pack_start(GTK_BOX(box), presets_.widget(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), controls_.widget(), TRUE, TRUE, 0);
  return box;
}

}  // namespace unweave::dialog

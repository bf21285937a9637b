// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog.hpp"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <memory>
#include <utility>

#include "plugin/dialog/controls.hpp"
#include "plugin/dialog/found_panel.hpp"
#include "plugin/dialog/help.hpp"
#include "plugin/dialog/presets.hpp"
#include "plugin/dialog/preview.hpp"
#include "plugin/dialog/save_drawing.hpp"
#include "plugin/dialog/shortcut.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/two_points.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/pick.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;
using plugin::Parameter;
using plugin::Settings;
using view::Quantity;
using view::Shading;

constexpr int kReset = 1;
constexpr guint kLookInterval = 40;  // milliseconds between looks at the workbench
constexpr int kWidth = 1220, kHeight = 640;

struct Option {
  const char *label, *tip;
};
constexpr Option kQuantities[] = {
    {N_("Data"), nullptr}, {N_("Residual"), nullptr}, {N_("Confidence"), nullptr}};
constexpr Option kShadings[] = {
    {N_("Recovered colormap"), nullptr}, {N_("Gray"), nullptr}, {N_("Viridis"), nullptr}};

class Dialog {
 public:
  Dialog(const Settings& initial, view::Workbench& workbench, const Surroundings& surroundings);
  ~Dialog() {
    if (looking_) g_source_remove(looking_);
    gtk_widget_destroy(dialog_);
    g_object_unref(shortcuts_);
  }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  std::optional<Settings> run();

 private:
  EditorContext context_for(const Surroundings& surroundings);
  GtkWidget* make_left();
  GtkWidget* make_view_bar();
  GtkWidget* make_zoom_bar();
  GtkWidget* make_status();
  GtkWidget* make_right();
  GtkWidget* chooser(GtkWidget* bar, const char* label, const char* tip,
                     std::span<const Option> options);
  GtkWidget* tool(GtkWidget* bar, const char* label, const char* tip, Action action);

  void show(const Settings& settings);
  void changed();
  void follow();
  bool look();
  void say(const std::string& text, bool wrong);
  void complain(const Failure& failure);
  void start_marking(const Parameter& parameter);
  void marked(Mark mark, const Rect& rect);
  void picked(Mark mark, int x, int y);
  void add_no_data(int x, int y);
  void show_value(std::optional<double> t);

  view::Workbench& workbench_;
  plugin::GradientReader gradient_;
  std::function<Result<void>(plugin::Request&)> other_bar_;
  std::shared_ptr<const plugin::KnownMaps> maps_;
  std::shared_ptr<const TextReader> reader_;
  GtkWidget* dialog_ = nullptr;
  GtkAccelGroup* shortcuts_ = gtk_accel_group_new();
  GtkWidget *quantity_ = nullptr, *shading_ = nullptr;
  GtkWidget *read_out_ = nullptr, *icon_ = nullptr, *status_ = nullptr, *warnings_ = nullptr;
  Preview preview_;
  FoundPanel found_;
  TwoPoints two_points_;
  Controls controls_;
  Presets presets_;
  guint looking_ = 0;  ///< timer while the workbench is busy
};

Dialog::Dialog(const Settings& initial, view::Workbench& workbench,
               const Surroundings& surroundings)
    : workbench_(workbench),
      gradient_(surroundings.gradient),
      other_bar_(surroundings.other_bar),
      maps_(surroundings.maps),
      reader_(surroundings.reader),
      preview_(workbench.picture(), {[this](const std::string& text) {
                                       gtk_label_set_text(GTK_LABEL(read_out_), text.c_str());
                                     },
                                     [this](Mark mark, const Rect& rect) { marked(mark, rect); },
                                     [this](Mark mark, int x, int y) { picked(mark, x, y); }}),
      found_([this](double t) { show_value(t); }),
      two_points_({[this](const std::string& text, bool wrong) { say(text, wrong); },
                   [this](std::optional<double> t) { found_.mark(t); },
                   [this](const ValueRange& range) {
                     preview_.start_marking(Mark::None);
                     controls_.editor(Key::Range).show(view::range_setting(range));
                   }}),
      controls_(context_for(surroundings)),
      presets_(surroundings.presets, initial, shortcuts_,
               {[this] {
                  const auto settings = controls_.chosen();
                  return settings ? *settings : Settings();
                },
                [this](const Settings& settings) { show(settings); },
                [this](const std::string& text, bool wrong) { say(text, wrong); }}) {
  dialog_ = gimp_dialog_new(_("Recover Data from Colormap"), "unweave", nullptr,
                            static_cast<GtkDialogFlags>(0), open_help,
                            surroundings.procedure.c_str(), _("_Reset"), kReset, GTK_STOCK_CANCEL,
                            GTK_RESPONSE_CANCEL, GTK_STOCK_OK, GTK_RESPONSE_OK, nullptr);
  gtk_dialog_set_alternative_button_order(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, kReset,
                                          GTK_RESPONSE_CANCEL, -1);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK);
  gtk_window_set_default_size(GTK_WINDOW(dialog_), kWidth, kHeight);
  gtk_window_add_accel_group(GTK_WINDOW(dialog_), shortcuts_);
  gtk_widget_set_tooltip_text(gtk_dialog_get_widget_for_response(GTK_DIALOG(dialog_), kReset),
                              _("Set everything to its default"));
  gimp_window_set_transient(GTK_WINDOW(dialog_));

  GtkWidget* box = gtk_hbox_new(FALSE, 12);
  gtk_container_set_border_width(GTK_CONTAINER(box), 10);
  gtk_box_pack_start(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog_))), box, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_left(), TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_right(), FALSE, TRUE, 0);
  controls_.show(initial);
  gtk_widget_show_all(dialog_);
  follow();
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
                           std::span<const Option> options) {
  GtkWidget* title = gtk_label_new_with_mnemonic(label);
  GtkWidget* box = gtk_combo_box_text_new();
  for (const Option& option : options)
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
    gtk_widget_set_size_request(*label, 640, -1);
    gtk_box_pack_start(GTK_BOX(texts), *label, FALSE, FALSE, 0);
  }
  name_for_accessibility(status_, _("Status"));
  // Room for some lines, so that the window keeps its size whatever there is to say.
  GtkWidget* scroll = gtk_scrolled_window_new(nullptr, nullptr);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_NEVER,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_add_with_viewport(GTK_SCROLLED_WINDOW(scroll), texts);
  gtk_viewport_set_shadow_type(GTK_VIEWPORT(gtk_bin_get_child(GTK_BIN(scroll))), GTK_SHADOW_NONE);
  gtk_widget_set_size_request(scroll, -1, 72);
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

void Dialog::show(const Settings& settings) {
  controls_.show(settings);
  follow();
}

/// The user has changed a control.
void Dialog::changed() {
  presets_.forget_choice();
  follow();
}

/// Asks the workbench for what the dialog says now.
void Dialog::follow() {
  if (!status_) return;
  const auto settings = controls_.chosen();
  if (!settings) return complain(settings.error());
  auto request = plugin::resolve(*settings);
  if (request->colorbar_from && other_bar_)
    if (auto fetched = other_bar_(*request); !fetched) return complain(fetched.error());
  auto core = plugin::core_request(*request, maps_, gradient_);
  if (!core) return complain(core.error());
  core->options.figure.reader = reader_;
  workbench_.want(*core);
  look();
  if (!looking_)
    looking_ = g_timeout_add(
        kLookInterval,
        +[](gpointer self) -> gboolean {
          auto& dialog = *static_cast<Dialog*>(self);
          // By the very state that was shown: the end of the work must be shown too.
          bool busy = false;
          guarded([&] { busy = dialog.look(); });
          if (busy) return TRUE;
          dialog.looking_ = 0;
          return FALSE;
        },
        this);
}

/// Shows the state of the work; true: it goes on.
bool Dialog::look() {
  const auto state = workbench_.state();
  // What is asked of the user stays until it is done.
  if (!preview_.is_marking())
    say(view::status_text(state), !state.busy && state.failure.has_value());
  std::string lines;
  for (const std::string& warning : view::warnings(state))
    lines += (lines.empty() ? "\u2022 " : "\n\u2022 ") + warning;
  gtk_label_set_text(GTK_LABEL(warnings_), lines.c_str());
  preview_.show(state.finding);
  if (state.finding && !state.busy) {
    const Report& report = state.finding->report();
    controls_.show_found(Key::MaxDistance, report.max_distance);
    controls_.show_found([&report](Key key) { return view::found_for(key, report); });
  }
  found_.show(state.finding);
  return state.busy;
}

void Dialog::say(const std::string& text, bool wrong) {
  gchar* markup = g_markup_printf_escaped("<b>%s</b>", text.c_str());
  gtk_label_set_markup(GTK_LABEL(status_), markup);
  g_free(markup);
  gtk_image_set_from_stock(GTK_IMAGE(icon_),
                           wrong ? GTK_STOCK_DIALOG_WARNING : GTK_STOCK_DIALOG_INFO,
                           GTK_ICON_SIZE_MENU);
}

void Dialog::complain(const Failure& failure) {
  say(plugin::sentence(failure, plugin::OptionNames::Labels), true);
  gtk_label_set_text(GTK_LABEL(warnings_), "");
}

void Dialog::start_marking(const Parameter& parameter) {
  if (parameter.key == Key::Range) {
    preview_.start_marking(Mark::Value);
    return two_points_.start();
  }
  if (parameter.key == Key::NoData) {
    preview_.start_marking(Mark::Color);
    return say(marking_hint(_("Click on a color that is no data, in either picture.")), false);
  }
  const bool area = parameter.key == Key::PlotArea;
  preview_.start_marking(area ? Mark::PlotArea : Mark::Colorbar);
  say(marking_hint(area ? _("Drag over the plot area in the left picture.")
                        : _("Drag over the color bar, without its outline, in the left picture.")),
      false);
}

void Dialog::marked(Mark mark, const Rect& rect) {
  if (rect.empty()) {
    two_points_.forget();
    return follow();
  }
  controls_.editor(mark == Mark::PlotArea ? Key::PlotArea : Key::Colorbar)
      .show(std::to_string(rect.x) + "," + std::to_string(rect.y) + "," +
            std::to_string(rect.width) + "," + std::to_string(rect.height));
}

void Dialog::picked(Mark mark, int x, int y) {
  if (mark == Mark::Color) return add_no_data(x, y);
  const auto finding = workbench_.state().finding;
  show_value(finding ? view::t_at(*finding->recovery, workbench_.picture(), x, y) : std::nullopt);
}

void Dialog::add_no_data(int x, int y) {
  const auto color = view::no_data_color_at(workbench_.picture(), x, y);
  if (!color) return say(_("Nothing is visible at this place."), true);
  preview_.start_marking(Mark::None);
  const Editor& editor = controls_.editor(Key::NoData);
  auto text = std::get<std::string>(editor.value());
  const std::string added = plugin::color_text(*color);
  if (text.find_first_not_of(" ,") == text.npos) text.clear();
  editor.show(text.empty() ? added : text + ", " + added);
}

/// A place on the colormap whose value is to be entered.
void Dialog::show_value(std::optional<double> t) {
  const auto finding = workbench_.state().finding;
  if (!finding) return say(_("There is nothing to calibrate yet."), true);
  const auto settings = controls_.chosen();
  const auto family = settings ? plugin::scale_family(*settings)
                               : Result<ValueRange>(tl::unexpected(settings.error()));
  if (!family) return complain(family.error());
  const bool more = two_points_.place(GTK_WINDOW(dialog_), t, finding->report().range, *family);
  preview_.start_marking(more ? Mark::Value : Mark::None);
}

std::optional<Settings> Dialog::run() {
  for (;;) {
    const gint response = gimp_dialog_run(GIMP_DIALOG(dialog_));
    if (response == kReset) {
      show(Settings());
      presets_.show_defaults();
      continue;
    }
    if (response != GTK_RESPONSE_OK) return std::nullopt;
    auto settings = controls_.chosen();
    if (!settings) {
      complain(settings.error());
      // Leads to where it can be mended.
      const std::string& detail = settings.error().detail;
      controls_.focus(detail.substr(0, detail.find('=')));
      continue;
    }
    // A refusal keeps the dialog open: much of it can be mended by hand.
    const auto state = workbench_.state();
    if (!state.busy && state.failure) {
      gtk_widget_error_bell(dialog_);
      look();
      continue;
    }
    return std::move(*settings);
  }
}

}  // namespace

std::optional<Settings> ask(const Settings& initial, view::Workbench& workbench,
                            const Surroundings& surroundings) {
  return Dialog(initial, workbench, surroundings).run();
}

}  // namespace unweave::dialog

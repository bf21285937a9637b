// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/dialog.hpp"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <cmath>
#include <memory>
#include <utility>

#include "plugin/dialog/clipboard.hpp"
#include "plugin/dialog/main_dialog.hpp"
#include "plugin/dialog/responses.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/result_path.hpp"
#include "plugin/view/pick.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;
using plugin::Parameter;
using plugin::Settings;

constexpr guint kLookInterval = 40;  // milliseconds between looks at the workbench

}  // namespace

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
  if (!status_ || recovering_) return;
  const auto settings = controls_.chosen();
  if (!settings) return complain_soon(settings.error());
  stop_complaint();
  check_paths(*settings);
  auto request = plugin::resolve(*settings);
  if (request->colorbar_from && around_.other_bar)
    if (auto fetched = around_.other_bar(*request); !fetched) return complain(fetched.error());
  auto core = plugin::core_request(*request, around_.maps, around_.gradient);
  if (!core) return complain(core.error());
  core->options.figure.reader = around_.reader;
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
  preview_.show(state.finding, !state.busy);
  // Not for what is over before it is seen.
  constexpr int kNoticed = 8;  // looks, a third of a second
  busy_looks_ = state.busy ? busy_looks_ + 1 : 0;
  preview_.set_stale((busy_looks_ > kNoticed && !state.reading) || (!state.busy && state.failure));
  if (state.finding && !state.busy) {
    const Report& report = state.finding->report();
    controls_.show_found(Key::MaxDistance, report.max_distance);
    controls_.show_found([&report](Key key) { return view::found_for(key, report); });
  }
  found_.show(state.finding);
  measure_.show(state.finding);
  // A refusal cannot be done; what is wrong with a setting is led to by OK.
  const bool refused = !state.busy && state.failure.has_value();
  for (const gint response : {GTK_RESPONSE_OK, GTK_RESPONSE_APPLY})
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), response, !refused);
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
  for (const gint response : {GTK_RESPONSE_OK, GTK_RESPONSE_APPLY})
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), response, TRUE);
  stop_complaint();
  const std::string text = plugin::sentence(failure, plugin::OptionNames::Labels);
  say(text, true);
  if (failure.reason == Reason::InvalidOption)
    controls_.complain(failure.detail.substr(0, failure.detail.find('=')), text);
  gtk_label_set_text(GTK_LABEL(warnings_), "");
}

/// Half a number is no mistake: what is wrong is said when the hand rests.
void Dialog::complain_soon(const Failure& failure) {
  constexpr guint kRest = 600;  // milliseconds, longer than between two keys
  stop_complaint();
  complaint_ = failure;
  complaining_ = g_timeout_add(
      kRest,
      +[](gpointer self) -> gboolean {
        auto& dialog = *static_cast<Dialog*>(self);
        dialog.complaining_ = 0;
        guarded([&] { dialog.complain(Failure(*dialog.complaint_)); });
        return FALSE;
      },
      this);
}

void Dialog::stop_complaint() {
  if (complaining_) g_source_remove(complaining_);
  complaining_ = 0;
}

/// Says beside the field of a file that it cannot be made.
void Dialog::check_paths(const Settings& settings) const {
  controls_.complain({}, {});
  for (const Parameter& parameter : plugin::parameters()) {
    if (parameter.type != plugin::ParameterType::File) continue;
    const auto can = plugin::check_result_path(settings.text(parameter.key));
    if (!can) return controls_.complain(parameter.name, plugin::sentence(can.error()));
  }
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

void Dialog::start_measuring(Mark mark) {
  preview_.start_marking(mark);
  say(marking_hint(mark == Mark::Point
                       ? _("Click on places in either picture to read their values.")
                   : mark == Mark::Line ? _("Drag along a line in either picture.")
                                        : _("Drag over a rectangle in either picture.")),
      false);
}

/// While nothing is asked for: a place to read, or another panel that is meant.
void Dialog::clicked(int x, int y) {
  const auto finding = workbench_.state().finding;
  if (!finding) return;
  const Report& report = finding->report();
  if (!report.plot_area.contains(x, y))
    for (const Rect& panel : report.panels)
      if (panel.contains(x, y)) return marked(Mark::PlotArea, panel);
  if (report.plot_area.contains(x, y)) add_pin({Pin::Kind::Point, x, y, x, y});
}

void Dialog::add_pin(const Pin& pin) {
  measure_.add(pin);
  controls_.show_page(measure_.widget());
  if (!preview_.is_marking()) follow();
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
  if (mark == Mark::Point) return add_pin({Pin::Kind::Point, x, y, x, y});
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

void Dialog::copy_command(plugin::CommandKind kind) {
  const auto settings = controls_.chosen();
  if (!settings) return complain(settings.error());
  keep_on_clipboard(plugin::command_text(kind, *settings, around_.figure));
  say(around_.selection ? _("Copied; GIMP's selection is not a part of it.") : _("Copied."), false);
}

/// Shows it and lets the window live.
bool Dialog::show_progress(const std::string& text, double fraction) {
  constexpr double kPercent = 100;
  say(plugin::formatted(_("%s: %d %%"), text.c_str(),
                        static_cast<int>(std::lround(kPercent * fraction))),
      false);
  while (gtk_events_pending()) gtk_main_iteration();
  return !ends_;
}

/// True: done. Else what went wrong is said, and all is as it was.
bool Dialog::recover(const Settings& settings) {
  recovering_ = true;
  ends_ = false;
  gtk_widget_set_sensitive(content_, FALSE);
  for (const gint response : {static_cast<gint>(GTK_RESPONSE_OK),
                              static_cast<gint>(GTK_RESPONSE_APPLY), static_cast<gint>(kReset)})
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), response, FALSE);
  const Recovered outcome = around_.recover(
      settings, pins_text(measure_.pins()),
      [this](const std::string& text, double fraction) { return show_progress(text, fraction); });
  gtk_widget_set_sensitive(content_, TRUE);
  for (const gint response : {static_cast<gint>(GTK_RESPONSE_OK),
                              static_cast<gint>(GTK_RESPONSE_APPLY), static_cast<gint>(kReset)})
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), response, TRUE);
  recovering_ = false;
  said_ = outcome.said;
  if (!outcome.done)
    say(outcome.said.empty() ? _("Canceled: nothing was made.") : outcome.said, true);
  return outcome.done;
}

Closed Dialog::run() {
  Closed closed;
  for (;;) {
    const gint response = gimp_dialog_run(GIMP_DIALOG(dialog_));
    if (response == kReset) {
      show(Settings());
      presets_.show_defaults();
      continue;
    }
    if (response == kCopy) {
      offer_commands();
      continue;
    }
    if (response != GTK_RESPONSE_OK && response != GTK_RESPONSE_APPLY) break;
    const auto settings = controls_.chosen();
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
      look();
      continue;
    }
    if (!recover(*settings)) continue;
    closed.recovered = true;
    if (response == GTK_RESPONSE_OK) {
      closed.said = said_;
      break;
    }
    say(said_.empty() ? _("Done: the data is there.") : said_, false);
  }
  store_clipboard();
  closed.pins = pins_text(measure_.pins());
  return closed;
}

Closed ask(const Settings& initial, view::Workbench& workbench, const Surroundings& surroundings) {
  return Dialog(initial, workbench, surroundings).run();
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/measure_page.hpp"

#include <cstddef>
#include <utility>

#include "core/write/measured_table.hpp"
#include "plugin/dialog/clipboard.hpp"
#include "plugin/dialog/save_measured.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/view/measure_text.hpp"
#include "plugin/view/pins.hpp"

namespace unweave::dialog {
namespace {

enum Column { kNumber, kPlace, kValue, kColumns };

GtkWidget* button(GtkWidget* row, const char* label, const char* tip, Action action) {
  GtkWidget* made = gtk_button_new_with_mnemonic(label);
  gtk_widget_set_tooltip_text(made, tip);
  on(made, "clicked", std::move(action));
  gtk_box_pack_start(GTK_BOX(row), made, TRUE, TRUE, 0);
  return made;
}

}  // namespace

MeasurePage::MeasurePage(const PixelSource& picture, std::string figure, Events events)
    : picture_(picture),
      figure_(std::move(figure)),
      events_(std::move(events)),
      box_(gtk_vbox_new(FALSE, 6)),
      rows_(gtk_list_store_new(kColumns, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING)) {
  gtk_container_set_border_width(GTK_CONTAINER(box_), 8);
  gtk_box_pack_start(GTK_BOX(box_), make_tools(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box_), make_list(), TRUE, TRUE, 0);
  details_ = gtk_label_new("");
  gtk_misc_set_alignment(GTK_MISC(details_), 0, 0);
  gtk_label_set_line_wrap(GTK_LABEL(details_), TRUE);
  name_for_accessibility(details_, _("Measured values"));
  gtk_box_pack_start(GTK_BOX(box_), details_, FALSE, FALSE, 0);
  drawing_ = gtk_drawing_area_new();
  gtk_widget_set_size_request(drawing_, -1, scaled(190));
  gtk_widget_set_tooltip_text(
      drawing_, _("The profile along the chosen line, or the histogram of the chosen area"));
  name_for_accessibility(drawing_, _("Profile or histogram"));
  on_draw(drawing_, [this](cairo_t* cr, int width, int height) {
    const view::Theme theme = theme_of(drawing_);
    view::set_ink(cr, theme.ground);
    cairo_paint(cr);
    if (const Measurement* one = chosen())
      view::draw_measurement(cr, theme, *one, finding_->report(), width, height);
  });
  gtk_box_pack_start(GTK_BOX(box_), drawing_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box_), make_actions(), FALSE, FALSE, 0);
  show_chosen();
}

MeasurePage::~MeasurePage() { g_object_unref(rows_); }

GtkWidget* MeasurePage::make_tools() {
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  button(row, _("Poi_nt"),
         _("Pin points: click on them in either picture, which needs no button, or press Return "
           "for the one in the middle"),
         [this] { events_.mark(Mark::Point); });
  button(row, _("_Line"),
         _("Drag along a line in either picture, or click on its two ends: its profile"),
         [this] { events_.mark(Mark::Line); });
  button(row, _("Rect_angle"),
         _("Drag over a rectangle in either picture, or click on two corners: its mean, median, "
           "extremes, area and histogram"),
         [this] { events_.mark(Mark::Area); });
  const bool selection = picture_.has_selection();
  button(row, selection ? _("_Selection") : _("_Whole plot"),
         selection ? _("Measure all the data, which GIMP's selection cuts out")
                   : _("Measure the whole plot area"),
         [this] {
           if (!finding_) return events_.say(_("There is nothing to measure yet."), true);
           const Rect& area = finding_->report().plot_area;
           add({Pin::Kind::Area, area.x, area.y, area.right() - 1, area.bottom() - 1});
         });
  return row;
}

GtkWidget* MeasurePage::make_list() {
  GtkWidget* box = gtk_vbox_new(FALSE, 2);
  GtkWidget* title = gtk_label_new_with_mnemonic(_("_Measurements:"));
  gtk_misc_set_alignment(GTK_MISC(title), 0, 0.5);
  list_ = gtk_tree_view_new_with_model(GTK_TREE_MODEL(rows_));
  gtk_label_set_mnemonic_widget(GTK_LABEL(title), list_);
  gtk_widget_set_tooltip_text(list_, _("What is measured; the chosen one is drawn below"));
  name_for_accessibility(list_, _("Measurements"));
  // Translators: titles of a list: number, place and value of a measurement.
  const char* titles[] = {_("No."), _("Place"), _("Value")};
  for (int column = 0; column < kColumns; ++column) {
    GtkCellRenderer* cell = gtk_cell_renderer_text_new();
    if (column == kPlace) g_object_set(cell, "ellipsize", PANGO_ELLIPSIZE_END, nullptr);
    gtk_tree_view_insert_column_with_attributes(GTK_TREE_VIEW(list_), -1, titles[column], cell,
                                                "text", column, nullptr);
    gtk_tree_view_column_set_expand(gtk_tree_view_get_column(GTK_TREE_VIEW(list_), column),
                                    column == kPlace);
  }
  on(gtk_tree_view_get_selection(GTK_TREE_VIEW(list_)), "changed", [this] { choose_from_list(); });
  GtkWidget* scroll = gtk_scrolled_window_new(nullptr, nullptr);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_AUTOMATIC,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scroll), GTK_SHADOW_IN);
  gtk_container_add(GTK_CONTAINER(scroll), list_);
  gtk_box_pack_start(GTK_BOX(box), title, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), scroll, TRUE, TRUE, 0);
  return box;
}

GtkWidget* MeasurePage::make_actions() {
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  for_some_ = {
      button(row, _("Co_py"),
             _("Copy the profile of the chosen line, else all measurements, as a table for a "
               "spreadsheet"),
             [this] { copy(); }),
      button(row, _("Sa_ve..."),
             _("Save the measurements or the profile as a table (CSV), or the drawing (PNG, SVG)"),
             [this] { save(); }),
      button(row, _("_Delete"), _("Delete the chosen measurement"), [this] { remove_chosen(); }),
      button(row, _("_Forget all"), _("Delete all measurements"), [this] { set({}); })};
  return row;
}

const Measurement* MeasurePage::chosen() const {
  return chosen_ && *chosen_ < measurements_.size() ? &measurements_[*chosen_] : nullptr;
}

void MeasurePage::show(std::shared_ptr<const view::Finding> finding) {
  if (finding == finding_) return;
  finding_ = std::move(finding);
  measure_all();
  fill();
}

void MeasurePage::measure_all() {
  measurements_.clear();
  if (!finding_) return;
  for (const Pin& pin : pins_)
    measurements_.push_back(measure(*finding_->recovery, finding_->report(), picture_, pin));
}

void MeasurePage::add(const Pin& pin) {
  if (pins_.size() >= kMostPins) return events_.say(_("There are too many measurements."), true);
  pins_.push_back(pin);
  if (finding_)
    measurements_.push_back(measure(*finding_->recovery, finding_->report(), picture_, pin));
  chosen_ = pins_.size() - 1;
  fill();
}

void MeasurePage::set(std::vector<Pin> pins) {
  pins_ = std::move(pins);
  chosen_.reset();
  if (!pins_.empty()) chosen_ = 0;
  measure_all();
  fill();
}

void MeasurePage::remove_chosen() {
  if (!chosen_) return;
  const auto at = static_cast<std::ptrdiff_t>(*chosen_);
  pins_.erase(pins_.begin() + at);
  if (*chosen_ < measurements_.size()) measurements_.erase(measurements_.begin() + at);
  if (*chosen_ == pins_.size())
    chosen_ = pins_.empty() ? std::nullopt : std::optional(*chosen_ - 1);
  fill();
}

/// Shows the list anew.
void MeasurePage::fill() {
  filling_ = true;
  gtk_list_store_clear(rows_);
  for (std::size_t i = 0; i < measurements_.size(); ++i) {
    const Report& report = finding_->report();
    GtkTreeIter row;
    gtk_list_store_append(rows_, &row);
    gtk_list_store_set(rows_, &row, kNumber, std::to_string(i + 1).c_str(), kPlace,
                       view::pin_text(pins_[i], report).c_str(), kValue,
                       view::brief_text(measurements_[i], report).c_str(), -1);
    if (chosen_ != i) continue;
    gtk_tree_selection_select_iter(gtk_tree_view_get_selection(GTK_TREE_VIEW(list_)), &row);
    GtkTreePath* path = gtk_tree_model_get_path(GTK_TREE_MODEL(rows_), &row);
    gtk_tree_view_scroll_to_cell(GTK_TREE_VIEW(list_), path, nullptr, FALSE, 0, 0);
    gtk_tree_path_free(path);
  }
  filling_ = false;
  show_chosen();
}

void MeasurePage::choose_from_list() {
  if (filling_) return;
  GtkTreeIter row;
  GtkTreeModel* model = nullptr;
  chosen_.reset();
  if (gtk_tree_selection_get_selected(gtk_tree_view_get_selection(GTK_TREE_VIEW(list_)), &model,
                                      &row)) {
    GtkTreePath* path = gtk_tree_model_get_path(model, &row);
    chosen_ = static_cast<std::size_t>(gtk_tree_path_get_indices(path)[0]);
    gtk_tree_path_free(path);
  }
  show_chosen();
}

void MeasurePage::show_chosen() {
  const Measurement* one = chosen();
  const std::string text =
      one             ? view::details_text(*one, finding_->report())
      : pins_.empty() ? std::string(_("Click on a place in either picture to read its value."))
                      : std::string();
  gtk_label_set_text(GTK_LABEL(details_), text.c_str());
  gtk_widget_queue_draw(drawing_);
  for (GtkWidget* widget : for_some_) gtk_widget_set_sensitive(widget, !measurements_.empty());
  events_.changed(pins_, chosen_);
}

std::string MeasurePage::table(const TextStyle& style) const {
  const Measurement* one = chosen();
  return one && one->pin.kind == Pin::Kind::Line
             ? profile_table(*one, finding_->report(), style)
             : measured_table(measurements_, finding_->report(), style);
}

void MeasurePage::copy() {
  if (measurements_.empty()) return;
  TextStyle style = events_.style();
  style.separator = '\t';
  keep_on_clipboard(table(style));
  events_.say(chosen() && chosen()->pin.kind == Pin::Kind::Line
                  ? _("The profile was copied as a table.")
                  : _("The measurements were copied as a table."),
              false);
}

void MeasurePage::save() {
  if (measurements_.empty()) return;
  const Saved saved = save_measured(GTK_WINDOW(gtk_widget_get_toplevel(box_)), figure_,
                                    measurements_, chosen(), finding_->report(), events_.style());
  if (!saved.said.empty()) events_.say(saved.said, saved.wrong);
}

}  // namespace unweave::dialog

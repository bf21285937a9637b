// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/found_panel.hpp"

#include <gdk/gdkkeysyms.h>

#include <algorithm>
#include <numbers>
#include <utility>

#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::dialog {
namespace {

constexpr double kTurnPerDot = 0.01, kTurnPerKey = 0.1;  // radians

GtkWidget* drawing_area(int width, int height, const char* name, const char* tip) {
  GtkWidget* area = gtk_drawing_area_new();
  gtk_widget_set_size_request(area, scaled(width), scaled(height));
  gtk_widget_set_tooltip_text(area, tip);
  name_for_accessibility(area, name);
  return area;
}

/// The rim of what the keyboard goes to.
void draw_focus(cairo_t* cr, const view::Theme& theme, int width, int height) {
  constexpr double kOpacity = 0.5;
  view::set_ink(cr, theme.text, kOpacity);
  cairo_set_line_width(cr, 1);
  cairo_rectangle(cr, 0.5, 0.5, width - 1, height - 1);
  cairo_stroke(cr);
}

}  // namespace

FoundPanel::FoundPanel(std::function<void(double)> picked)
    : picked_(std::move(picked)),
      box_(gtk_hbox_new(FALSE, 6)),
      strip_(make_strip()),
      histogram_(drawing_area(360, 84, _("Histogram of the values"),
                              _("How often each value occurs in the plot area"))),
      cloud_(make_cloud()) {
  GtkWidget* left = gtk_vbox_new(FALSE, 0);
  gtk_box_pack_start(GTK_BOX(left), histogram_, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(left), strip_, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box_), left, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box_), cloud_, FALSE, FALSE, 0);
  on_draw(histogram_, [this](cairo_t* cr, int width, int height) {
    if (finding_)
      view::draw_histogram(cr, theme_of(histogram_), finding_->digest, width, height,
                           view::Axis::None);
  });
}

GtkWidget* FoundPanel::make_strip() {
  GtkWidget* area =
      drawing_area(360, 68, _("Colormap with its values"),
                   _("The recovered colormap, low end first. Click on two places, or go to them "
                     "with the arrow keys and press Return, to enter their values"));
  gtk_widget_set_can_focus(area, TRUE);
  gtk_widget_add_events(area, GDK_BUTTON_PRESS_MASK | GDK_KEY_PRESS_MASK);
  on_draw(area, [this](cairo_t* cr, int width, int height) { draw_strip(cr, width, height); });
  on_event(area, "button-press-event", [this, area](GdkEvent* e) {
    if (e->type != GDK_BUTTON_PRESS || e->button.button != 1 || !finding_) return false;
    GtkAllocation size;
    gtk_widget_get_allocation(area, &size);
    const view::Span span = view::strip_span(theme_of(area), size.width);
    const double t = (e->button.x - span.low) / (span.high - span.low);
    gtk_widget_grab_focus(area);
    if (t < -0.02 || t > 1.02) return true;
    place_ = std::clamp(t, 0.0, 1.0);
    picked_(place_);
    return true;
  });
  on_event(area, "key-press-event", [this](GdkEvent* e) { return strip_key(e->key.keyval); });
  return area;
}

bool FoundPanel::strip_key(guint key) {
  constexpr double kStep = 0.01;
  switch (key) {
    case GDK_KEY_Left:
      place_ -= kStep;
      break;
    case GDK_KEY_Right:
      place_ += kStep;
      break;
    case GDK_KEY_Home:
      place_ = 0;
      break;
    case GDK_KEY_End:
      place_ = 1;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (finding_) picked_(place_);
      return finding_ != nullptr;
    default:
      return false;
  }
  place_ = std::clamp(place_, 0.0, 1.0);
  gtk_widget_queue_draw(strip_);
  return true;
}

void FoundPanel::draw_strip(cairo_t* cr, int width, int height) const {
  if (!finding_) return;
  const view::Theme theme = theme_of(strip_);
  view::draw_strip(cr, theme, finding_->digest, width, height);
  const view::Span span = view::strip_span(theme, width);
  std::optional<double> cursor;
  if (gtk_widget_has_focus(strip_)) {
    cursor = place_;
    draw_focus(cr, theme, width, height);
  }
  for (const auto& t : {marked_, cursor}) {
    if (!t) continue;
    const double x = span.low + *t * (span.high - span.low);
    cairo_move_to(cr, x, 0);
    cairo_line_to(cr, x, 0.5 * height);
    view::stroke_seen(cr);
  }
}

void FoundPanel::mark(std::optional<double> t) {
  marked_ = t;
  gtk_widget_queue_draw(strip_);
}

GtkWidget* FoundPanel::make_cloud() {
  GtkWidget* area =
      drawing_area(190, 152, _("Colors in the RGB cube"),
                   _("The picture's colors in the RGB cube with the colormap as a curve through "
                     "them; the ring is its low end. Drag, or use the arrow keys, to turn it"));
  gtk_widget_set_can_focus(area, TRUE);
  gtk_widget_add_events(area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK |
                                  GDK_BUTTON_MOTION_MASK | GDK_KEY_PRESS_MASK);
  on_draw(area, [this, area](cairo_t* cr, int width, int height) {
    const view::Theme theme = theme_of(area);
    if (finding_) view::draw_cloud(cr, theme, finding_->digest, turn_, width, height);
    if (gtk_widget_has_focus(area)) draw_focus(cr, theme, width, height);
  });
  on_event(area, "button-press-event", [this, area](GdkEvent* e) {
    gtk_widget_grab_focus(area);
    dragging_ = e->button.button == 1;
    last_x_ = e->button.x;
    last_y_ = e->button.y;
    return true;
  });
  on_event(area, "button-release-event", [this](GdkEvent*) {
    dragging_ = false;
    return true;
  });
  on_event(area, "motion-notify-event", [this](GdkEvent* e) {
    if (!dragging_) return false;
    turn_by(kTurnPerDot * (e->motion.x - last_x_), kTurnPerDot * (e->motion.y - last_y_));
    last_x_ = e->motion.x;
    last_y_ = e->motion.y;
    return true;
  });
  on_event(area, "key-press-event", [this](GdkEvent* e) {
    const guint key = e->key.keyval;
    const double across = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;
    const double up = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
    if (across == 0 && up == 0) return false;
    turn_by(kTurnPerKey * across, kTurnPerKey * up);
    return true;
  });
  return area;
}

void FoundPanel::turn_by(double about_gray, double tilt) {
  turn_.about_gray += about_gray;
  turn_.tilt = std::clamp(turn_.tilt + tilt, -std::numbers::pi / 2, std::numbers::pi / 2);
  gtk_widget_queue_draw(cloud_);
}

void FoundPanel::show(std::shared_ptr<const view::Finding> finding) {
  if (finding == finding_) return;
  finding_ = std::move(finding);
  for (GtkWidget* area : {strip_, histogram_, cloud_}) gtk_widget_queue_draw(area);
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/preview.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/view/drawings.hpp"
#include "plugin/view/pins.hpp"

namespace unweave::dialog {
namespace {

constexpr int kPaneWidth = 260, kPaneHeight = 215;  // at least
constexpr double kWheelStep = 1.25;

Rect whole(const PixelSource& picture) {
  const PixelLayout layout = picture.layout();
  return {0, 0, layout.width, layout.height};
}

}  // namespace

std::string marking_hint(const char* request) {
  return std::string(request) + " " + _("Escape gives up.");
}

Preview::Preview(const PixelSource& picture, Events events)
    : picture_(picture),
      events_(std::move(events)),
      box_(gtk_hbox_new(TRUE, 6)),
      fitted_(whole(picture)) {
  gtk_box_pack_start(GTK_BOX(box_), make_pane(Original), TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box_), make_pane(Field), TRUE, TRUE, 0);
}

GtkWidget* Preview::make_pane(Side side) {
  GtkWidget* frame = gtk_frame_new(nullptr);
  gtk_frame_set_shadow_type(GTK_FRAME(frame), GTK_SHADOW_IN);
  GtkWidget* area = panes_[side].area = gtk_drawing_area_new();
  gtk_widget_set_size_request(area, scaled(kPaneWidth), scaled(kPaneHeight));
  gtk_widget_set_can_focus(area, TRUE);
  gtk_widget_add_events(area, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK |
                                  GDK_POINTER_MOTION_MASK | GDK_SCROLL_MASK | GDK_KEY_PRESS_MASK |
                                  GDK_LEAVE_NOTIFY_MASK);
  gtk_widget_set_tooltip_text(
      area, side == Original
                ? _("The picture, with what was found outlined. Wheel: zoom; drag: move; drag an "
                    "outline or its handles: put it right. Keys: P plot area, B color bar, arrows "
                    "move it, with Control they resize it")
                : _("The recovered data; checkered where there is none. Wheel: zoom; drag: move"));
  name_for_accessibility(area, side == Original ? _("Original picture") : _("Recovered data"));
  on_draw(area,
          [this, side](cairo_t* cr, int width, int height) { draw(side, cr, width, height); });
  on_event(area, "button-press-event",
           [this, side](GdkEvent* e) { return press(side, e->button); });
  on_event(area, "motion-notify-event",
           [this, side](GdkEvent* e) { return move(side, e->motion.x, e->motion.y); });
  on_event(area, "button-release-event",
           [this, side](GdkEvent* e) { return release(side, e->button); });
  on_event(area, "scroll-event", [this](GdkEvent* e) { return scroll(e->scroll); });
  on_event(area, "key-press-event", [this](GdkEvent* e) { return key(e->key); });
  on_event(area, "leave-notify-event", [this](GdkEvent*) {
    hovered_.reset();
    if (!dragging_) events_.read_out("");
    if (is_marking()) redraw(false);
    return false;
  });
  gtk_container_add(GTK_CONTAINER(frame), area);
  return frame;
}

void Preview::show(std::shared_ptr<const view::Finding> finding, bool settled) {
  if (settled && edited_ && finding) {
    const FigureOptions& given = finding->request.options.figure;
    if ((chosen_ == Mark::PlotArea ? given.plot_area : given.colorbar) != edited_) edited_.reset();
  }
  if (finding == finding_) return;
  const Correction before = correction();
  finding_ = std::move(finding);
  if (correction() != before) panes_[Original].surface.reset();
  redraw(true);
}

void Preview::set_stale(bool stale) {
  if (stale == stale_) return;
  stale_ = stale;
  redraw(false);
}

void Preview::show_as(view::Quantity quantity, view::Shading shading) {
  quantity_ = quantity;
  shading_ = shading;
  redraw(true);
}

/// What was drawn of the field is good for another part of it, too, unless `field_too`.
void Preview::redraw(bool field_too) {
  if (field_too) panes_[Field].surface.reset();
  for (Pane& pane : panes_) gtk_widget_queue_draw(pane.area);
}

void Preview::set_viewport(const view::Viewport& viewport) {
  viewport_ = viewport;
  redraw(false);
}

void Preview::fit(const Rect& area) {
  fitted_ = area;
  set_viewport(view::Viewport::fit(area, viewport_.width, viewport_.height));
}
void Preview::fit_picture() { fit(whole(picture_)); }
void Preview::fit_plot_area() {
  if (finding_) fit(finding_->report().plot_area);
}

void Preview::zoom(double factor) {
  fitted_.reset();
  // About the cross, where there is one.
  const bool cross = is_marking() && by_keys_;
  set_viewport(viewport_.zoomed(factor,
                                cross ? viewport_.dot_x(cross_.x + 0.5) : viewport_.width / 2.0,
                                cross ? viewport_.dot_y(cross_.y + 0.5) : viewport_.height / 2.0));
}

/// Outlines and places are those of the picture as it was put right.
Correction Preview::correction() const {
  return finding_ ? finding_->report().correction : Correction{};
}

view::SurfacePtr Preview::render(Side side) const {
  const view::Viewport& v = viewport_;
  if (side == Original) {
    const CorrectedSource seen(picture_, correction());
    return view::surface_of(view::sample_picture(seen, v), v.width, v.height);
  }
  if (!finding_) return nullptr;
  const view::Planes planes = view::sample(*finding_->recovery, picture_, v, quantity_);
  const auto palette = view::palette_for(quantity_, shading_, finding_->report());
  return view::surface_of(view::shade(planes, quantity_, palette), v.width, v.height);
}

void Preview::draw(Side side, cairo_t* cr, int width, int height) {
  const int scale = scale_of(panes_[side].area);
  const int dots_x = width * scale, dots_y = height * scale;
  // The two may differ by a dot where the window's width is odd: one of them says.
  if (side == Original && (viewport_.width != dots_x || viewport_.height != dots_y)) {
    viewport_.width = dots_x;
    viewport_.height = dots_y;
    if (fitted_) viewport_ = view::Viewport::fit(*fitted_, dots_x, dots_y);
    gtk_widget_queue_draw(panes_[Field].area);
  }
  Pane& pane = panes_[side];
  if (!pane.surface || pane.drawn != viewport_) {
    pane.surface = render(side);
    pane.drawn = viewport_;
  }
  view::Theme theme = theme_of(pane.area);
  view::set_ink(cr, theme.ground);
  cairo_paint(cr);
  cairo_scale(cr, 1.0 / scale, 1.0 / scale);
  if (pane.surface) view::put_surface(cr, pane.surface.get(), 0, 0);
  if (side == Field && stale_) {
    constexpr double kVeil = 0.6;
    view::set_ink(cr, theme.ground, kVeil);
    cairo_paint(cr);
  }
  theme.font_size *= scale;
  theme.line *= scale;
  if (side == Original && finding_)
    view::draw_outlines(cr, theme, finding_->report(), viewport_, pane.surface.get());
  view::draw_pins(cr, theme, pins_, chosen_pin_, viewport_);
  draw_marks(side, cr, theme);
  if (gtk_widget_has_focus(pane.area)) {
    cairo_rectangle(cr, 1, 1, dots_x - 2, dots_y - 2);
    view::stroke_seen(cr);
  }
}

int Preview::column(double dot_x) const {
  return static_cast<int>(std::floor(viewport_.picture_x(dot_x)));
}

int Preview::row(double dot_y) const {
  return static_cast<int>(std::floor(viewport_.picture_y(dot_y)));
}

void Preview::show_pins(std::vector<Pin> pins, std::optional<std::size_t> chosen) {
  pins_ = std::move(pins);
  chosen_pin_ = chosen;
  redraw(false);
}

bool Preview::scroll(const GdkEventScroll& event) {
  if (event.direction != GDK_SCROLL_UP && event.direction != GDK_SCROLL_DOWN) return false;
  const int scale = scale_of(panes_[Original].area);
  fitted_.reset();
  set_viewport(viewport_.zoomed(event.direction == GDK_SCROLL_UP ? kWheelStep : 1 / kWheelStep,
                                event.x * scale, event.y * scale));
  return true;
}

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/preview.hpp"

#include <gdk/gdkkeysyms.h>

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
constexpr double kKeyMove = 40;  // dots
constexpr double kSteady = 4;    // dots: a click may move so much

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
                ? _("The picture, with what was found outlined. Wheel: zoom; drag: move")
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
    if (!dragging_) events_.read_out("");
    return false;
  });
  gtk_container_add(GTK_CONTAINER(frame), area);
  return frame;
}

void Preview::show(std::shared_ptr<const view::Finding> finding) {
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
  set_viewport(viewport_.zoomed(factor, viewport_.width / 2.0, viewport_.height / 2.0));
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
  if ((picking() || measuring()) && gtk_widget_has_focus(pane.area)) draw_cross(cr, dots_x, dots_y);
  if (side == Original && finding_) view::draw_outlines(cr, theme, finding_->report(), viewport_);
  view::draw_pins(cr, theme, pins_, chosen_pin_, viewport_);
  if (begun_) view::draw_new_pin(cr, viewport_, *begun_);
  if (side == Original && dragging_ && marking_ != Mark::None && !picking() && !measuring())
    view::draw_rubber_band(cr, viewport_, marked_rect());
  if (gtk_widget_has_focus(pane.area)) {
    cairo_rectangle(cr, 1, 1, dots_x - 2, dots_y - 2);
    view::stroke_seen(cr);
  }
}

/// Where Return picks.
void Preview::draw_cross(cairo_t* cr, int width, int height) const {
  constexpr double kArm = 9, kGap = 2;
  const double x = 0.5 * width, y = 0.5 * height;
  for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
    cairo_move_to(cr, x + kGap * dx, y + kGap * dy);
    cairo_line_to(cr, x + kArm * dx, y + kArm * dy);
  }
  view::stroke_seen(cr);
}

/// The pixels touched by the drag, inside the picture.
Rect Preview::marked_rect() const {
  const auto pixel = [](double place) { return static_cast<int>(std::floor(place)); };
  const int x0 = pixel(viewport_.picture_x(std::min(from_x_, to_x_)));
  const int y0 = pixel(viewport_.picture_y(std::min(from_y_, to_y_)));
  const int x1 = pixel(viewport_.picture_x(std::max(from_x_, to_x_)));
  const int y1 = pixel(viewport_.picture_y(std::max(from_y_, to_y_)));
  return intersect({x0, y0, x1 - x0 + 1, y1 - y0 + 1}, whole(picture_));
}

void Preview::start_marking(Mark mark) {
  marking_ = mark;
  dragging_ = false;
  begun_.reset();
  update_cursor();
  redraw(false);
  if (mark != Mark::None) gtk_widget_grab_focus(panes_[Original].area);
}

void Preview::update_cursor() const {
  GdkWindow* window = gtk_widget_get_window(panes_[Original].area);
  if (!window) return;
  for (const Pane& pane : panes_) {
    const bool cross =
        picking() || measuring() || (marking_ != Mark::None && &pane == &panes_[Original]);
    GdkCursor* cursor =
        cross ? gdk_cursor_new_for_display(gtk_widget_get_display(pane.area), GDK_CROSSHAIR)
              : nullptr;
    gdk_window_set_cursor(gtk_widget_get_window(pane.area), cursor);
    if (cursor) unref_cursor(cursor);
  }
}

bool Preview::press(Side side, const GdkEventButton& event) {
  if (event.type != GDK_BUTTON_PRESS || event.button != 1) return false;
  gtk_widget_grab_focus(panes_[side].area);
  const int scale = scale_of(panes_[side].area);
  if (side != Original && marking_ != Mark::None && !picking() && !measuring()) return true;
  dragging_ = true;
  moved_ = 0;
  from_x_ = to_x_ = event.x * scale;
  from_y_ = to_y_ = event.y * scale;
  return true;
}

bool Preview::move(Side side, double x, double y) {
  const int scale = scale_of(panes_[side].area);
  x *= scale;
  y *= scale;
  if (!dragging_) {
    const auto pixel =
        view::probe(finding_ ? finding_->recovery.get() : nullptr, picture_, column(x), row(y));
    if (begun_) {
      begun_->x1 = column(x);
      begun_->y1 = row(y);
      redraw(false);
    }
    events_.read_out(pixel ? view::read_out(*pixel, finding_ ? finding_->report() : Report())
                           : std::string());
    return false;
  }
  if (marking_ == Mark::None || picking()) {
    fitted_.reset();
    set_viewport(viewport_.moved(to_x_ - x, to_y_ - y));
  }
  to_x_ = x;
  to_y_ = y;
  moved_ = std::max({moved_, std::abs(x - from_x_), std::abs(y - from_y_)});
  if (measuring() && moved_ > kSteady) {
    if (!begun_) set_end(from_x_, from_y_);
    begun_->x1 = column(x);
    begun_->y1 = row(y);
  }
  if (marking_ != Mark::None) redraw(false);
  return true;
}

bool Preview::release(Side side, const GdkEventButton& event) {
  // The last step of a fast hand may come with the release alone.
  if (!dragging_) return false;
  move(side, event.x, event.y);
  dragging_ = false;
  if (marking_ == Mark::None) {
    if (moved_ <= kSteady && events_.clicked) events_.clicked(column(from_x_), row(from_y_));
    return true;
  }
  if (measuring()) {
    set_end(to_x_, to_y_);
    return true;
  }
  if (picking()) {
    if (moved_ <= kSteady) pick(from_x_, from_y_);
    return true;
  }
  // A click without a drag marks nothing, but ends the marking.
  const Rect rect = marked_rect();
  end_marking(rect.width > 2 && rect.height > 2 ? rect : Rect{});
  return true;
}

void Preview::set_end(double dot_x, double dot_y) {
  const int x = column(dot_x), y = row(dot_y);
  if (!begun_) {
    begun_ = Pin{marking_ == Mark::Line ? Pin::Kind::Line : Pin::Kind::Area, x, y, x, y};
    return redraw(false);
  }
  Pin pin = *begun_;
  pin.x1 = x;
  pin.y1 = y;
  start_marking(Mark::None);
  events_.pinned(pin);
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

void Preview::end_marking(const Rect& rect) {
  const Mark mark = std::exchange(marking_, Mark::None);
  dragging_ = false;
  begun_.reset();
  update_cursor();
  redraw(false);
  events_.marked(mark, rect);
}

/// The marking goes on until it is ended.
void Preview::pick(double dot_x, double dot_y) {
  events_.picked(marking_, column(dot_x), row(dot_y));
}

bool Preview::scroll(const GdkEventScroll& event) {
  if (event.direction != GDK_SCROLL_UP && event.direction != GDK_SCROLL_DOWN) return false;
  const int scale = scale_of(panes_[Original].area);
  fitted_.reset();
  set_viewport(viewport_.zoomed(event.direction == GDK_SCROLL_UP ? kWheelStep : 1 / kWheelStep,
                                event.x * scale, event.y * scale));
  return true;
}

bool Preview::key(const GdkEventKey& event) {
  switch (event.keyval) {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      zoom(kWheelStep);
      return true;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom(1 / kWheelStep);
      return true;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!picking() && !measuring()) return false;
      if (measuring())
        set_end(0.5 * viewport_.width, 0.5 * viewport_.height);
      else
        pick(0.5 * viewport_.width, 0.5 * viewport_.height);
      return true;
    case GDK_KEY_Escape:
      if (!is_marking()) return false;
      end_marking({});
      return true;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      fit_picture();
      return true;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down: {
      fitted_.reset();
      const double x = event.keyval == GDK_KEY_Left    ? -kKeyMove
                       : event.keyval == GDK_KEY_Right ? kKeyMove
                                                       : 0;
      const double y = event.keyval == GDK_KEY_Up     ? -kKeyMove
                       : event.keyval == GDK_KEY_Down ? kKeyMove
                                                      : 0;
      set_viewport(viewport_.moved(x, y));
      return true;
    }
    default:
      return false;
  }
}

}  // namespace unweave::dialog

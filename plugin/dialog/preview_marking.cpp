// SPDX-License-Identifier: GPL-3.0-or-later
// Marking and putting right by hand on the preview's pictures.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "plugin/dialog/preview.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/sizes.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/view/drawings.hpp"
#include "plugin/view/pins.hpp"

namespace unweave::dialog {
namespace {

constexpr double kSteady = 4;       // dots: a click may move so much
constexpr double kReach = 5;        // dots: how near to an outline it is taken hold of
constexpr double kSnapReach = 6;    // dots: how far off a hand may draw
constexpr guint kBeyondPause = 40;  // milliseconds between two steps beyond the rim

GdkCursorType cursor_for(const view::Grip& grip) {
  if (grip == view::Grip::whole()) return GDK_FLEUR;
  if (grip.left)
    return grip.top ? GDK_TOP_LEFT_CORNER : grip.bottom ? GDK_BOTTOM_LEFT_CORNER : GDK_LEFT_SIDE;
  if (grip.right)
    return grip.top ? GDK_TOP_RIGHT_CORNER : grip.bottom ? GDK_BOTTOM_RIGHT_CORNER : GDK_RIGHT_SIDE;
  return grip.top ? GDK_TOP_SIDE : GDK_BOTTOM_SIDE;
}

}  // namespace

Rect Preview::limits() const {
  const PixelLayout layout = picture_.layout();
  return {0, 0, layout.width, layout.height};
}

void Preview::draw_marks(Side side, cairo_t* cr, const view::Theme& theme) {
  const bool focused = gtk_widget_has_focus(panes_[side].area);
  if (is_marking() && focused && (by_keys_ || !hovered_)) draw_cross(cr);
  if (begun_) view::draw_new_pin(cr, viewport_, *begun_);
  if (side == Original && corner_) view::draw_rubber_band(cr, viewport_, marked_rect());
  if (side == Original && chosen_ != Mark::None && !is_marking())
    view::draw_handles(cr, viewport_, rect_of(chosen_), theme.line);
  if (!is_marking() && !edit_) return;
  if (by_keys_ && focused)
    draw_magnifier(cr, theme, viewport_.dot_x(cross_.x + 0.5), viewport_.dot_y(cross_.y + 0.5));
  else if (!by_keys_ && hovered_ == side)
    draw_magnifier(cr, theme, hover_x_, hover_y_);
}

/// Where Return picks: in the middle of its pixel.
void Preview::draw_cross(cairo_t* cr) const {
  constexpr double kArm = 9, kGap = 2;
  const double x = viewport_.dot_x(cross_.x + 0.5), y = viewport_.dot_y(cross_.y + 0.5);
  for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
    cairo_move_to(cr, x + kGap * dx, y + kGap * dy);
    cairo_line_to(cr, x + kArm * dx, y + kArm * dy);
  }
  view::stroke_seen(cr);
}

/// The picture around a dot, several times larger, beside it.
void Preview::draw_magnifier(cairo_t* cr, const view::Theme& theme, double dot_x,
                             double dot_y) const {
  constexpr int kPixels = 15, kTimes = 8;  // odd, so that one is in the middle
  constexpr double kAside = 20;            // dots
  const int times = static_cast<int>(std::lround(kTimes * std::max(1.0, theme.line)));
  const int size = kPixels * times;
  const int x = column(dot_x) - kPixels / 2, y = row(dot_y) - kPixels / 2;
  const view::Viewport v{static_cast<double>(x), static_cast<double>(y), static_cast<double>(times),
                         size, size};
  const CorrectedSource seen(picture_, correction());
  const auto surface = view::surface_of(view::sample_picture(seen, v), size, size);
  const double aside = kAside * theme.line;
  const auto beside = [&](double at, int room) {
    const double place = at + aside + size < room ? at + aside : at - aside - size;
    return std::round(std::clamp(place, 0.0, std::max(0.0, 1.0 * room - size)));
  };
  cairo_save(cr);
  cairo_translate(cr, beside(dot_x, viewport_.width), beside(dot_y, viewport_.height));
  cairo_rectangle(cr, 0, 0, size, size);
  view::set_ink(cr, theme.ground);
  cairo_fill_preserve(cr);
  cairo_clip_preserve(cr);
  view::put_surface(cr, surface.get(), 0, 0);
  view::stroke_seen(cr);
  if (corner_) view::draw_rubber_band(cr, v, marked_rect());
  if (edit_) view::draw_rubber_band(cr, v, rect_of(edit_->held.which));
  const int middle = kPixels / 2 * times;
  cairo_rectangle(cr, middle, middle, times, times);
  view::stroke_seen(cr);
  cairo_restore(cr);
}

/// The pixels between the two corners, inside the picture.
Rect Preview::marked_rect() const {
  if (!corner_) return {};
  const int x = std::min(corner_->x, opposite_.x), y = std::min(corner_->y, opposite_.y);
  const Rect rect{x, y, std::abs(corner_->x - opposite_.x) + 1,
                  std::abs(corner_->y - opposite_.y) + 1};
  return intersect(rect, limits());
}

void Preview::start_marking(Mark mark) {
  marking_ = mark;
  dragging_ = false;
  begun_.reset();
  corner_.reset();
  edit_.reset();
  by_keys_ = false;
  const auto middle = [](double place, int size) {
    return std::clamp(static_cast<int>(std::floor(place)), 0, std::max(0, size - 1));
  };
  cross_ = {middle(viewport_.picture_x(0.5 * viewport_.width), limits().width),
            middle(viewport_.picture_y(0.5 * viewport_.height), limits().height)};
  update_cursor();
  redraw(false);
  if (mark != Mark::None) gtk_widget_grab_focus(panes_[Original].area);
}

void Preview::update_cursor(std::optional<view::Grip> grip) const {
  if (!gtk_widget_get_window(panes_[Original].area)) return;
  for (const Pane& pane : panes_) {
    const bool original = &pane == &panes_[Original];
    const bool cross = picking() || measuring() || (drawing() && original);
    std::optional<GdkCursorType> type;
    if (grip && original) type = cursor_for(*grip);
    if (cross) type = GDK_CROSSHAIR;
    GdkCursor* cursor =
        type ? gdk_cursor_new_for_display(gtk_widget_get_display(pane.area), *type) : nullptr;
    gdk_window_set_cursor(gtk_widget_get_window(pane.area), cursor);
    if (cursor) unref_cursor(cursor);
  }
}

Rect Preview::rect_of(Mark which) const {
  if (which == chosen_ && edited_) return *edited_;
  if (!finding_) return {};
  const Report& report = finding_->report();
  return which == Mark::PlotArea ? report.plot_area : report.colorbar.value_or(Rect{});
}

std::optional<Preview::Held> Preview::held_at(double dot_x, double dot_y) const {
  const double reach = kReach * text_scale();
  // The chosen one lies on top.
  const Mark other = chosen_ == Mark::PlotArea ? Mark::Colorbar : Mark::PlotArea;
  for (const Mark which : {chosen_ == Mark::None ? Mark::Colorbar : chosen_, other}) {
    const Rect rect = rect_of(which);
    if (rect.empty()) continue;
    if (const auto grip = view::grip_at(rect, viewport_, dot_x, dot_y, reach))
      return Held{which, *grip};
  }
  return std::nullopt;
}

void Preview::choose(Mark which) {
  if (is_marking() || rect_of(which).empty()) return;
  if (which != chosen_) edited_.reset();
  chosen_ = which;
  gtk_widget_grab_focus(panes_[Original].area);
  redraw(false);
}

void Preview::change(Mark which, const Rect& rect) {
  choose(which);
  edited_ = rect;
  redraw(false);
  events_.marked(which, rect);
}

bool Preview::press(Side side, const GdkEventButton& event) {
  if (event.type != GDK_BUTTON_PRESS || (event.button != 1 && event.button != 2)) return false;
  gtk_widget_grab_focus(panes_[side].area);
  const int scale = scale_of(panes_[side].area);
  by_keys_ = false;
  moved_ = 0;
  from_x_ = to_x_ = event.x * scale;
  from_y_ = to_y_ = event.y * scale;
  if (event.button == 2) {
    panning_ = true;
    return true;
  }
  if (drawing()) {
    if (side != Original) return true;
    second_ = corner_.has_value();
    draw_corner(column(from_x_), row(from_y_));
  }
  if (!is_marking() && side == Original)
    if (const auto held = held_at(from_x_, from_y_)) {
      choose(held->which);
      edit_ = Edit{*held, rect_of(held->which), {column(from_x_), row(from_y_)}};
    }
  dragging_ = true;
  return true;
}

void Preview::draw_corner(int x, int y) {
  if (!corner_) corner_ = Pixel{x, y};
  opposite_ = {x, y};
  redraw(false);
}

bool Preview::move(Side side, double x, double y) {
  const int scale = scale_of(panes_[side].area);
  x *= scale;
  y *= scale;
  hover(side, x, y);
  if (!dragging_ && !panning_) return false;
  if (panning_ || (!edit_ && (!is_marking() || picking()))) {
    fitted_.reset();
    set_viewport(viewport_.moved(to_x_ - x, to_y_ - y));
  }
  to_x_ = x;
  to_y_ = y;
  moved_ = std::max({moved_, std::abs(x - from_x_), std::abs(y - from_y_)});
  if (panning_) return true;
  if (measuring() && moved_ > kSteady) {
    if (!begun_) set_end(from_x_, from_y_);
    begun_->x1 = column(x);
    begun_->y1 = row(y);
  }
  if (edit_ && moved_ > kSteady)
    edited_ = view::dragged(edit_->from, edit_->held.grip, column(x) - edit_->at.x,
                            row(y) - edit_->at.y, limits());
  if (is_marking() || edit_) redraw(false);
  if ((drawing() || edit_) && !beyond_)
    beyond_ = g_timeout_add(
        kBeyondPause,
        +[](gpointer self) -> gboolean {
          auto& preview = *static_cast<Preview*>(self);
          if (preview.dragging_) {
            guarded([&] { preview.pan_beyond(); });
            return TRUE;
          }
          preview.beyond_ = 0;
          return FALSE;
        },
        this);
  return true;
}

/// What the pointer is over, while nothing is dragged, too.
void Preview::hover(Side side, double dot_x, double dot_y) {
  hovered_ = side;
  hover_x_ = dot_x;
  hover_y_ = dot_y;
  by_keys_ = false;
  const int x = column(dot_x), y = row(dot_y);
  if (corner_ && side == Original) opposite_ = {x, y};
  if (dragging_ || panning_) return;
  if (begun_) {
    begun_->x1 = x;
    begun_->y1 = y;
  }
  if (is_marking()) redraw(false);
  if (!is_marking() && side == Original) {
    const auto held = held_at(dot_x, dot_y);
    update_cursor(held ? std::optional(held->grip) : std::nullopt);
  }
  read_out_at(x, y);
}

void Preview::read_out_at(int x, int y) {
  const auto pixel = view::probe(finding_ ? finding_->recovery.get() : nullptr, picture_, x, y);
  events_.read_out(pixel ? view::read_out(*pixel, finding_ ? finding_->report() : Report())
                         : std::string());
}

/// A drag that has left the drawing takes the picture along.
void Preview::pan_beyond() {
  constexpr double kShare = 0.25;  // of the way beyond, each time
  const auto beyond = [](double at, int size) { return at < 0 ? at : std::max(0.0, at - size); };
  const double across = beyond(to_x_, viewport_.width), down = beyond(to_y_, viewport_.height);
  if (across == 0 && down == 0) return;
  fitted_.reset();
  set_viewport(viewport_.moved(kShare * across, kShare * down));
  if (corner_) opposite_ = {column(to_x_), row(to_y_)};
  if (edit_)
    edited_ = view::dragged(edit_->from, edit_->held.grip, column(to_x_) - edit_->at.x,
                            row(to_y_) - edit_->at.y, limits());
}

bool Preview::release(Side side, const GdkEventButton& event) {
  if (event.button == 2) panning_ = false;
  // The last step of a fast hand may come with the release alone.
  if (!dragging_ || event.button != 1) return false;
  move(side, event.x, event.y);
  dragging_ = false;
  const bool click = moved_ <= kSteady;
  if (edit_) {
    const Edit edit = *std::exchange(edit_, std::nullopt);
    if (!click && edited_) change(edit.held.which, Rect(*edited_));
    redraw(false);
    return true;
  }
  if (!is_marking()) {
    if (click && events_.clicked) events_.clicked(column(from_x_), row(from_y_));
  } else if (measuring()) {
    set_end(to_x_, to_y_);
  } else if (picking()) {
    if (click) pick(from_x_, from_y_);
  } else if (!click || second_) {
    finish_drawing();
  } else if (const Rect bar = rect_of(marking_);
             marking_ == Mark::Colorbar && bar.contains(column(from_x_), row(from_y_))) {
    end_marking(bar);
  }
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

void Preview::finish_drawing() {
  constexpr int kLeast = 2;  // pixels, which nobody means
  const Rect drawn = marked_rect();
  if (drawn.width <= kLeast || drawn.height <= kLeast) return end_marking({});
  std::vector<Rect> seen;
  if (finding_) {
    seen = finding_->report().panels;
    seen.push_back(finding_->report().plot_area);
    if (finding_->report().colorbar) seen.push_back(*finding_->report().colorbar);
  }
  constexpr double kLeastReach = 2;  // pixels
  const double reach = std::max(kLeastReach, kSnapReach * text_scale() / viewport_.zoom);
  const CorrectedSource source(picture_, correction());
  end_marking(view::snapped(source, drawn, seen, static_cast<int>(reach)));
}

void Preview::end_marking(const Rect& rect) {
  const Mark mark = std::exchange(marking_, Mark::None);
  dragging_ = false;
  begun_.reset();
  corner_.reset();
  update_cursor();
  if (rect.empty()) {
    redraw(false);
    return events_.marked(mark, rect);
  }
  chosen_ = mark;
  change(mark, rect);
}

/// The marking goes on until it is ended.
void Preview::pick(double dot_x, double dot_y) {
  events_.picked(marking_, column(dot_x), row(dot_y));
}

}  // namespace unweave::dialog

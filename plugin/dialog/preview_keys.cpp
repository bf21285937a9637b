// SPDX-License-Identifier: GPL-3.0-or-later
// The preview without a mouse.
#include <gdk/gdkkeysyms.h>

#include <algorithm>

#include "plugin/dialog/preview.hpp"

namespace unweave::dialog {
namespace {

constexpr double kKeyZoom = 1.25;
constexpr double kKeyMove = 40;  // dots
constexpr int kBigStep = 10;     // pixels, with Shift

}  // namespace

bool Preview::key(const GdkEventKey& event) {
  switch (event.keyval) {
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      zoom(kKeyZoom);
      return true;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom(1 / kKeyZoom);
      return true;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      fit_picture();
      return true;
    case GDK_KEY_p:
    case GDK_KEY_P:
      choose(Mark::PlotArea);
      return true;
    case GDK_KEY_b:
    case GDK_KEY_B:
      choose(Mark::Colorbar);
      return true;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return take();
    case GDK_KEY_Escape:
      return escape();
    case GDK_KEY_Left:
      return arrow(-1, 0, event.state);
    case GDK_KEY_Right:
      return arrow(1, 0, event.state);
    case GDK_KEY_Up:
      return arrow(0, -1, event.state);
    case GDK_KEY_Down:
      return arrow(0, 1, event.state);
    default:
      return false;
  }
}

void Preview::move_cross(int across, int down) {
  by_keys_ = true;
  const Rect whole = limits();
  cross_.x = std::clamp(cross_.x + across, 0, whole.width - 1);
  cross_.y = std::clamp(cross_.y + down, 0, whole.height - 1);
  if (begun_) {
    begun_->x1 = cross_.x;
    begun_->y1 = cross_.y;
  }
  if (corner_) opposite_ = cross_;
  // The picture comes along where the cross would leave the drawing.
  const auto outside = [](double at, int size) {
    constexpr double kMargin = 12;  // dots
    return at < kMargin ? at - kMargin : std::max(0.0, at - (size - kMargin));
  };
  const double x = outside(viewport_.dot_x(cross_.x + 0.5), viewport_.width);
  const double y = outside(viewport_.dot_y(cross_.y + 0.5), viewport_.height);
  if (viewport_.zoom * whole.width > viewport_.width ||
      viewport_.zoom * whole.height > viewport_.height) {
    if (x != 0 || y != 0) fitted_.reset();
    set_viewport(viewport_.moved(x, y));
  }
  read_out_at(cross_.x, cross_.y);
  redraw(false);
}

bool Preview::arrow(int across, int down, guint modifiers) {
  const int step = modifiers & GDK_SHIFT_MASK ? kBigStep : 1;
  if (is_marking()) {
    move_cross(step * across, step * down);
    return true;
  }
  if (chosen_ != Mark::None) {
    const bool resize = (modifiers & (GDK_CONTROL_MASK | GDK_MOD1_MASK)) != 0;
    const view::Grip grip =
        resize ? view::Grip{.right = true, .bottom = true} : view::Grip::whole();
    const Rect rect = rect_of(chosen_);
    if (!rect.empty())
      change(chosen_, view::dragged(rect, grip, step * across, step * down, limits()));
    return true;
  }
  fitted_.reset();
  set_viewport(viewport_.moved(kKeyMove * across, kKeyMove * down));
  return true;
}

bool Preview::take() {
  if (!is_marking()) return false;
  const double x = viewport_.dot_x(cross_.x + 0.5), y = viewport_.dot_y(cross_.y + 0.5);
  if (measuring()) {
    set_end(x, y);
  } else if (picking()) {
    pick(x, y);
  } else {
    const bool second = corner_.has_value();
    draw_corner(cross_.x, cross_.y);
    if (second) finish_drawing();
  }
  return true;
}

bool Preview::escape() {
  if (is_marking()) {
    end_marking({});
    return true;
  }
  if (chosen_ == Mark::None) return false;
  chosen_ = Mark::None;
  edited_.reset();
  redraw(false);
  return true;
}

}  // namespace unweave::dialog

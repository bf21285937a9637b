// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "plugin/view/canvas.hpp"
#include "plugin/view/planes.hpp"
#include "plugin/view/viewport.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// What is being marked by hand on the original.
enum class Mark {
  None,
  PlotArea,  ///< a rectangle
  Colorbar,  ///< a rectangle
  Color,     ///< a pixel
  Value,     ///< a pixel
};

/// A request to mark something, and how to get out of it.
std::string marking_hint(const char* request);

/// The original, with what was found outlined on it, beside the field. Both show the same part of
/// the picture: wheel or + and - zoom, dragging or the arrows move.
class Preview {
 public:
  struct Events {
    std::function<void(const std::string&)> read_out;  ///< of the pixel under the pointer
    std::function<void(Mark, const Rect&)> marked;     ///< empty: the user gave up
    std::function<void(Mark, int x, int y)> picked;
  };

  Preview(const PixelSource& picture, Events events);
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  GtkWidget* widget() const { return box_; }
  /// Null: nothing is known; the field's side stays empty.
  void show(std::shared_ptr<const view::Finding> finding);
  void show_as(view::Quantity quantity, view::Shading shading);
  /// The next drag draws this rectangle, or the next click picks this pixel; Return picks the one
  /// in the middle. None ends it.
  void start_marking(Mark mark);
  bool is_marking() const { return marking_ != Mark::None; }
  /// About the middle.
  void zoom(double factor);
  void fit_picture();
  void fit_plot_area();

 private:
  enum Side { Original, Field, Sides };
  struct Pane {
    GtkWidget* area = nullptr;
    view::SurfacePtr surface;
    view::Viewport drawn;  ///< what `surface` shows
  };

  GtkWidget* make_pane(Side side);
  void draw(Side side, cairo_t* cr, int width, int height);
  view::SurfacePtr render(Side side) const;
  bool press(Side side, const GdkEventButton& event);
  bool move(Side side, double x, double y);
  bool release(Side side, const GdkEventButton& event);
  void end_marking(const Rect& rect);
  void pick(double dot_x, double dot_y);
  bool picking() const { return marking_ == Mark::Color || marking_ == Mark::Value; }
  bool scroll(const GdkEventScroll& event);
  bool key(const GdkEventKey& event);
  void set_viewport(const view::Viewport& viewport);
  void fit(const Rect& area);
  void redraw(bool field_too);
  Rect marked_rect() const;
  void update_cursor() const;
  void draw_cross(cairo_t* cr, int width, int height) const;

  const PixelSource& picture_;
  Events events_;
  GtkWidget* box_;
  Pane panes_[Sides];
  std::shared_ptr<const view::Finding> finding_;
  view::Quantity quantity_ = view::Quantity::Field;
  view::Shading shading_ = view::Shading::Recovered;
  view::Viewport viewport_;
  std::optional<Rect> fitted_;  ///< the area that is kept fitted while the window changes its size
  Mark marking_ = Mark::None;
  bool dragging_ = false;
  double from_x_ = 0, from_y_ = 0, to_x_ = 0, to_y_ = 0;  ///< of a drag, in dots
  double moved_ = 0;                                      ///< at most, in dots
};

}  // namespace unweave::dialog

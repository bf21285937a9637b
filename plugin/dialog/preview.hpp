// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/field/measure.hpp"
#include "core/figure/corrected_source.hpp"
#include "plugin/view/canvas.hpp"
#include "plugin/view/planes.hpp"
#include "plugin/view/viewport.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// What is being marked by hand: rectangles on the original, all others on either picture.
enum class Mark {
  None,
  PlotArea,  ///< a rectangle
  Colorbar,  ///< a rectangle
  Color,     ///< a pixel
  Value,     ///< a pixel
  Point,     ///< a pixel to measure at; more can follow
  Line,      ///< to measure along: two ends, by a drag or one after the other
  Area,      ///< to measure: two corners, likewise
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
    std::function<void(const Pin&)> pinned;       ///< a line or an area
    std::function<void(int x, int y)> clicked{};  ///< on a pixel, while nothing is being marked
  };

  Preview(const PixelSource& picture, Events events);
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  GtkWidget* widget() const { return box_; }
  /// Null: nothing is known; the field's side stays empty.
  void show(std::shared_ptr<const view::Finding> finding);
  /// What is shown is not what is asked for now: it is dimmed.
  void set_stale(bool stale);
  void show_as(view::Quantity quantity, view::Shading shading);
  /// The next drag draws this rectangle, or the next click picks this pixel; Return picks the one
  /// in the middle. None ends it.
  void start_marking(Mark mark);
  bool is_marking() const { return marking_ != Mark::None; }
  /// Pins are drawn over both pictures.
  void show_pins(std::vector<Pin> pins, std::optional<std::size_t> chosen);
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
  Correction correction() const;
  view::SurfacePtr render(Side side) const;
  bool press(Side side, const GdkEventButton& event);
  bool move(Side side, double x, double y);
  bool release(Side side, const GdkEventButton& event);
  void end_marking(const Rect& rect);
  void pick(double dot_x, double dot_y);
  bool picking() const {
    return marking_ == Mark::Color || marking_ == Mark::Value || marking_ == Mark::Point;
  }
  bool measuring() const { return marking_ == Mark::Line || marking_ == Mark::Area; }
  /// An end of what is measured; the second one completes it.
  void set_end(double dot_x, double dot_y);
  int column(double dot_x) const;
  int row(double dot_y) const;
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
  bool stale_ = false;
  view::Quantity quantity_ = view::Quantity::Field;
  view::Shading shading_ = view::Shading::Recovered;
  view::Viewport viewport_;
  std::optional<Rect> fitted_;  ///< the area that is kept fitted while the window changes its size
  Mark marking_ = Mark::None;
  bool dragging_ = false;
  double from_x_ = 0, from_y_ = 0, to_x_ = 0, to_y_ = 0;  ///< of a drag, in dots
  double moved_ = 0;                                      ///< at most, in dots
  std::optional<Pin> begun_;  ///< a line or an area of which the first end is there
  std::vector<Pin> pins_;
  std::optional<std::size_t> chosen_pin_;
};

}  // namespace unweave::dialog

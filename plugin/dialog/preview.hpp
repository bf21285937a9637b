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
#include "plugin/view/grip.hpp"
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
/// the picture: wheel or + and - zoom, dragging or the arrows move, the middle button also while
/// something is marked.
///
/// Marking goes by mouse, under a magnifier, and by keys: the arrows move a cross by a pixel (with
/// Shift by ten), Return takes the pixel under it. A rectangle has two corners, by a drag or one
/// after the other, and snaps to what is there. Outlines have handles to be dragged; the one that
/// is held last, or called by P (plot area) or B (bar), follows the arrows, too: they move it, with
/// Control or Alt its lower right corner, until Escape lets go of it.
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
  ~Preview() {
    if (beyond_) g_source_remove(beyond_);
  }
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  GtkWidget* widget() const { return box_; }
  /// Null: nothing is known; the field's side stays empty. `settled`: nothing newer is coming.
  void show(std::shared_ptr<const view::Finding> finding, bool settled);
  /// What is shown is not what is asked for now: it is dimmed.
  void set_stale(bool stale);
  void show_as(view::Quantity quantity, view::Shading shading);
  /// The next drag draws this rectangle, or the next click picks this pixel; Return picks the one
  /// under the cross, which begins in the middle. None ends it.
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
  bool drawing() const { return marking_ == Mark::PlotArea || marking_ == Mark::Colorbar; }
  /// An end of what is measured; the second one completes it.
  void set_end(double dot_x, double dot_y);
  int column(double dot_x) const;
  int row(double dot_y) const;
  bool scroll(const GdkEventScroll& event);
  bool key(const GdkEventKey& event);
  bool arrow(int across, int down, guint modifiers);
  bool take();  ///< the pixel under the cross
  bool escape();
  void move_cross(int across, int down);
  void read_out_at(int x, int y);
  void hover(Side side, double dot_x, double dot_y);
  void draw_corner(int x, int y);
  void finish_drawing();
  Rect limits() const;
  /// The rectangle of that kind as it is shown now; empty: none.
  Rect rect_of(Mark which) const;
  struct Held {
    Mark which = Mark::None;
    view::Grip grip;
  };
  std::optional<Held> held_at(double dot_x, double dot_y) const;
  void choose(Mark which);
  void change(Mark which, const Rect& rect);
  void pan_beyond();
  void draw_marks(Side side, cairo_t* cr, const view::Theme& theme);
  void draw_magnifier(cairo_t* cr, const view::Theme& theme, double dot_x, double dot_y) const;
  void set_viewport(const view::Viewport& viewport);
  void fit(const Rect& area);
  void redraw(bool field_too);
  Rect marked_rect() const;
  void update_cursor(std::optional<view::Grip> grip = {}) const;
  void draw_cross(cairo_t* cr) const;

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
  bool dragging_ = false, panning_ = false;               ///< by the first, the middle button
  double from_x_ = 0, from_y_ = 0, to_x_ = 0, to_y_ = 0;  ///< of a drag, in dots
  double moved_ = 0;                                      ///< at most, in dots
  std::optional<Pin> begun_;  ///< a line or an area of which the first end is there
  struct Pixel {
    int x = 0, y = 0;
  };
  std::optional<Pixel> corner_;  ///< the first one of a rectangle that is being drawn
  Pixel opposite_;               ///< where its other corner is now
  bool second_ = false;          ///< the press came after the first corner
  struct Edit {
    Held held;
    Rect from;   ///< before it
    Pixel at{};  ///< where it was taken hold of
  };
  std::optional<Edit> edit_;     ///< a handle is being dragged
  Mark chosen_ = Mark::None;     ///< the rectangle that follows the arrow keys
  std::optional<Rect> edited_;   ///< what it was made, until the finding says so, too
  Pixel cross_;                  ///< for the keys
  bool by_keys_ = false;         ///< the last step of marking
  std::optional<Side> hovered_;  ///< where the pointer is
  double hover_x_ = 0, hover_y_ = 0;
  guint beyond_ = 0;  ///< timer while a drag goes on beyond the rim
  std::vector<Pin> pins_;
  std::optional<std::size_t> chosen_pin_;
};

}  // namespace unweave::dialog

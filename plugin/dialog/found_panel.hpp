// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>

#include "plugin/view/drawings.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// The drawings of what was found: colormap, histogram and the colors in the RGB cube, which the
/// mouse and the arrow keys turn.
class FoundPanel {
 public:
  /// `picked`: the user has shown a place on the colormap, by a click or by Return.
  explicit FoundPanel(std::function<void(double t)> picked);
  FoundPanel(const FoundPanel&) = delete;
  FoundPanel& operator=(const FoundPanel&) = delete;

  GtkWidget* widget() const { return box_; }
  void show(std::shared_ptr<const view::Finding> finding);
  /// Marks a place on the colormap.
  void mark(std::optional<double> t);
  const view::Turn& turn() const { return turn_; }

 private:
  void turn_by(double about_gray, double tilt);
  GtkWidget* make_cloud();
  GtkWidget* make_strip();
  void draw_strip(cairo_t* cr, int width, int height) const;
  bool strip_key(guint key);

  std::function<void(double)> picked_;
  GtkWidget *box_, *strip_, *histogram_, *cloud_;
  std::shared_ptr<const view::Finding> finding_;
  view::Turn turn_;
  std::optional<double> marked_;  ///< t
  double place_ = 0;              ///< t of the strip's cursor
  bool dragging_ = false;
  double last_x_ = 0, last_y_ = 0;
};

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <memory>

#include "plugin/view/drawings.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// The drawings of what was found: colormap, histogram and the colors in the RGB cube, which the
/// mouse and the arrow keys turn.
class FoundPanel {
 public:
  FoundPanel();
  FoundPanel(const FoundPanel&) = delete;
  FoundPanel& operator=(const FoundPanel&) = delete;

  GtkWidget* widget() const { return box_; }
  void show(std::shared_ptr<const view::Finding> finding);
  const view::Turn& turn() const { return turn_; }

 private:
  void turn_by(double about_gray, double tilt);
  GtkWidget* make_cloud();

  GtkWidget *box_, *strip_, *histogram_, *cloud_;
  std::shared_ptr<const view::Finding> finding_;
  view::Turn turn_;
  bool dragging_ = false;
  double last_x_ = 0, last_y_ = 0;
};

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/probe/widgets.hpp"

namespace unweave::probe {

void paint(GtkWidget* widget, cairo_t* cr) { gtk_widget_draw(widget, cr); }

}  // namespace unweave::probe

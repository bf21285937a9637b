// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>

#include "plugin/view/drawings.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// Asks which drawing of a finding goes into which file, and writes it. Returns a sentence on what
/// was done or what went wrong; empty if the user thought better of it.
std::string save_drawing(GtkWindow* parent, const view::Finding& finding,
                         const PixelSource& picture, const view::Turn& turn);

}  // namespace unweave::dialog

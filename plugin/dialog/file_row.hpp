// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "plugin/request/parameters.hpp"

namespace unweave::dialog {

/// An entry for a file's name, with a button that leads to a file chooser, which knows the formats
/// that the parameter takes.
GtkWidget* file_row(GtkWidget* entry, const plugin::Parameter& parameter);

}  // namespace unweave::dialog

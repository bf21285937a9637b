// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>

#include "plugin/request/parameters.hpp"

namespace unweave::dialog {

/// An entry for a file's name, with a button that leads to a file chooser, which knows the formats
/// that the parameter takes. It starts with what the entry holds, else in the folder of the
/// figure's file (a path; empty: unknown) and with its name.
GtkWidget* file_row(GtkWidget* entry, const plugin::Parameter& parameter,
                    const std::string& figure);

}  // namespace unweave::dialog

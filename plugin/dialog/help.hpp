// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

namespace unweave::dialog {

/// The help page's folder: beside the plug-in, else where the package puts it. Called once, with
/// the plug-in's own path.
void find_help(const char* program);

/// Opens the help page in the user's browser, in the user's language where there is one; of
/// GimpHelpFunc's type.
void open_help(const gchar* help_id, gpointer data);

}  // namespace unweave::dialog

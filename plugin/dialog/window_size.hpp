// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>

namespace unweave::dialog {

/// Gives a window, before it is shown, the size that it had when it was closed last, or `width` x
/// `height` the first time, and keeps its size in `path` (empty: nowhere) when it is destroyed.
/// Never larger than the screen. The window can be maximized, which is kept, too.
void remember_size(GtkWindow* window, const std::string& path, int width, int height);

}  // namespace unweave::dialog

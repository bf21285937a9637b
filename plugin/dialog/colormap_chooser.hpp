// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>
#include <vector>

namespace unweave::dialog {

/// A combo box with an entry for a colormap: the words that mean no name with what they do, well
/// known maps with swatches and GIMP's gradients to choose from; typing searches all known maps,
/// also inside their names.
/// `words`: with these words.
GtkWidget* new_colormap_chooser(const std::vector<std::string>& gradients, bool words);

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave::dialog {

/// A combo box with an entry for a colormap: the words that mean no name with what they do, the
/// user's own maps and well known ones with swatches, and GIMP's gradients to choose from; typing
/// searches all of `catalog`, also inside their names.
/// `words`: with these words.
GtkWidget* new_colormap_chooser(const std::vector<std::string>& gradients, const Catalog& catalog,
                                bool words);

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>

#include "plugin/dialog/signals.hpp"

namespace unweave::dialog {

/// An entry in which Return is the dialog's OK.
GtkWidget* text_entry(int characters);

/// A button in the entry, as long as it holds something, that does this with a click.
void add_clear_button(GtkWidget* entry, const char* tip, Action clear);

/// A sign in the entry that says what is wrong, before its usual tooltip; empty: nothing is.
void complain_in(GtkWidget* entry, const std::string& text, const std::string& usual_tip);

}  // namespace unweave::dialog

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// What GTK 2 and GTK 3 have in common, compiled once for each.

namespace unweave::probe {

std::vector<GtkWidget*> visible_windows();
std::string describe_windows();

/// Calls `visit` for a widget and all below it, those in hidden pages as well.
void walk(GtkWidget* widget, const std::function<void(GtkWidget*)>& visit);

/// What a user calls it: the accessible name, or the text of its label without ":" and mnemonic.
/// Empty: it has none.
std::string name_of(GtkWidget* widget);
/// The first of that name in a visible window, a mapped one if there is one; null: none.
GtkWidget* find(const std::string& name);
std::string value_of(GtkWidget* widget);
/// Its tooltip.
std::string tip_of(GtkWidget* widget);
std::string visible_rows();
std::uint64_t hash_of_pictures();

/// Paints what a mapped widget shows now. GTK 2 and GTK 3 do that differently.
void paint(GtkWidget* widget, cairo_t* cr);

}  // namespace unweave::probe

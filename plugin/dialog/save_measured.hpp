// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <string>
#include <vector>

#include "core/field/measure.hpp"
#include "core/field/report.hpp"
#include "core/write/text_style.hpp"

namespace unweave::dialog {

struct Saved {
  std::string said;  ///< what came of it; empty: the user gave up
  bool wrong = false;
};

/// Asks what to save and where: all measurements as a table, or of the chosen one (which may be
/// null) its profile or histogram, as a table or a drawing; the name's ending says which. Starts
/// beside the figure's file (a path; empty: unknown).
Saved save_measured(GtkWindow* parent, const std::string& figure,
                    const std::vector<Measurement>& measurements, const Measurement* chosen,
                    const Report& report, const TextStyle& style);

}  // namespace unweave::dialog

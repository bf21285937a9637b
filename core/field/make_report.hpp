// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/curve/chosen_curve.hpp"
#include "core/field/field_options.hpp"
#include "core/field/report.hpp"
#include "core/figure/figure_layout.hpp"

namespace unweave {

/// What figure and curve say, with what the user gave in place of what was read. `curve` has been
/// turned and has the cut-off that is used; what the field itself tells is left open.
Report make_report(const FigureLayout& layout, const ChosenCurve& curve,
                   const FieldOptions& options, const ValueOptions& values);

/// The same of the figure alone, whose colors nobody has looked at: its range is that of the color
/// bar's labels, low end first. What hangs on a curve is left open.
Report layout_report(const FigureLayout& layout, const ValueOptions& values);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/field/report.hpp"

namespace unweave {

/// Names and texts (UTF-8), in the order in which files hold them.
using CfAttributes = std::vector<std::pair<std::string, std::string>>;

/// A variable as the conventions for climate and forecast metadata, CF 1.8, describe it.
struct CfVariable {
  std::string name;
  CfAttributes attributes;
};

/// The coordinates along the plot area's axes, whose numbers coordinates() gives: "lon" and "lat"
/// where it is a map, else "x" and "y" (sections 4.1 to 4.4 of CF).
CfVariable cf_x_axis(const Report& report);
CfVariable cf_y_axis(const Report& report);

/// The field, "value". Without units where they are not known: CF would take that for a quantity
/// that has no dimension, but there is no other way to say it.
CfVariable cf_value(const Report& report);

/// Another plane beside it, by what it is called; in the values' units, or those of a share.
CfVariable cf_plane(const std::string& name, const std::string& long_name, const Report& report,
                    bool in_units);

/// Of the whole: where it is from, what was found as attributes, and all of it in "provenance", the
/// report without its messages and the colors, which are "colormap_colors" ("RRGGBB" apart by
/// blanks).
CfAttributes cf_global(const Report& report);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/field/report.hpp"

namespace unweave {

/// File name extensions that a colormap can be written with, without the dot: "ggr", "gpl", "csv",
/// "cpt".
std::vector<std::string> colormap_formats();

/// The recovered colormap, report.colors, as a file of one of colormap_formats(); nothing for any
/// other format, or where the report has fewer than two colors.
///
///   ggr  GIMP gradient: a linear segment between each two colors, so that GIMP's own gradient map
///        turns the field back into the picture's colors
///   gpl  GIMP palette: a color an entry, low end first
///   csv  title "t,r,g,b", then a line a color: t from 0 to 1, channels 0..255
///   cpt  GMT color palette table over report.range, rising values, NaN in the background's gray
///
/// `name` is how programs will list it: UTF-8, control characters become spaces. Same input, same
/// bytes; '\n' line ends.
std::optional<std::string> colormap_text(const Report& report, std::string_view format,
                                         std::string_view name);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/plot_area.hpp"
#include "core/image/components.hpp"
#include "core/image/raster.hpp"

namespace unweave {

/// Components as large as a letter at least that are not inside `box`.
int labels_outside(const Components& components, const Rect& box, const Rect& area);

/// True if something is written on a page beside its boxes.
bool labeled(const Raster& raster, const Rect& page, const Backdrop& backdrop,
             const std::vector<PlotBox>& boxes);

/// The page inside a window, a slide or a frame with round corners: what is left of `box` when
/// lines that are not of the color of its paper are taken off its sides; empty where there is none.
Rect page_inside(const Raster& raster, const Rect& box);

/// The page of a figure in a picture that has no backdrop of its own, as on a desktop or a slide
/// that shades from color to color: a rectangle of one color, flat along its four sides, a fifth of
/// the picture at least, on which a plot with labels stands; the largest one. nullopt where there
/// is none. In raster pixels. Cost: a labeling of the picture for each of its three main colors.
std::optional<Rect> find_page(const Raster& raster, const ColorMetric& metric);

}  // namespace unweave

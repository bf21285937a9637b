// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <optional>
#include <string>
#include <vector>

#include "core/field/measure.hpp"
#include "plugin/view/canvas.hpp"
#include "plugin/view/drawings.hpp"
#include "plugin/view/viewport.hpp"

namespace unweave::view {

/// The pins over the picture as `viewport` shows it, each with its number, from 1; the one at index
/// `chosen` stands out.
void draw_pins(cairo_t* cr, const Theme& theme, const std::vector<Pin>& pins,
               std::optional<std::size_t> chosen, const Viewport& viewport);

/// A pin that is being drawn by hand.
void draw_new_pin(cairo_t* cr, const Viewport& viewport, const Pin& pin);

/// What can be drawn of a measurement: the profile along a line, its standard deviation as a band,
/// gaps where there is no data; how often an area's values occur. Of a point: nothing.
void draw_measurement(cairo_t* cr, const Theme& theme, const Measurement& measurement,
                      const Report& report, double width, double height);

/// That drawing as the bytes of a file, on white, 640 by 360.
std::string render_measurement(FileKind kind, const Measurement& measurement, const Report& report);

}  // namespace unweave::view

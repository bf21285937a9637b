// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/image/raster.hpp"

namespace unweave {

/// The flat color that surrounds a figure's parts.
struct Backdrop {
  Rgb8 color{255, 255, 255};
  std::array<bool, 4> margin{};  ///< that side's outermost line is backdrop: left, top, right,
                                 ///< bottom
  ColorMetric metric;            ///< lossy when the picture shows the ringing of JPEG
  int tolerance = 6;             ///< colors nearer than this to `color` are backdrop

  bool all_margins() const { return margin[0] && margin[1] && margin[2] && margin[3]; }
};

/// The color that makes up nearly all of at least one border line of `area`; nullopt when no
/// border line is flat (the field, or a photograph, reaches all borders) or the lines inside it
/// drift away from its color (a field that varies along one axis). Invisible pixels count as one
/// flat color. Cost: the border, and rays into the picture.
std::optional<Backdrop> find_backdrop(const Raster& raster, const Rect& area);

/// True if the picture shows the ringing of JPEG: seen from the border, what lies just before the
/// first thing drawn is nearly, not quite, of the flat color.
bool looks_lossy(const Raster& raster, const Rect& area, const Rgb8& flat);

/// A byte a pixel of the raster: 1 where something other than background is drawn. Zero outside
/// `area`.
std::vector<std::uint8_t> content_mask(const Raster& raster, const Rect& area,
                                       const Backdrop& backdrop);

}  // namespace unweave

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
  ColorMetric metric;  ///< the picture's; find_backdrop() leaves it to who has measured it

  /// Colors no farther than this from `color` are backdrop, levels.
  double tolerance() const { return metric.compression.limit(6, moved::kBeside); }
  bool all_margins() const { return margin[0] && margin[1] && margin[2] && margin[3]; }
};

/// The color that makes up nearly all of at least one border line of `area`; nullopt when no
/// border line is flat (the field, or a photograph, reaches all borders) or the field drifts away
/// from its color (one that varies along one axis, or has a node at the border). Where a picture
/// was cut to what is drawn, the border need not be flat: paper that letters or frames touch, and a
/// strip of paper along one side, with the field on the other ones, are found, too. Invisible
/// pixels count as one flat color. Cost: the border, and rays into the picture.
std::optional<Backdrop> find_backdrop(const Raster& raster, const Rect& area);

/// A byte a pixel of the raster: 1 where something other than background is drawn. Zero outside
/// `area`.
std::vector<std::uint8_t> content_mask(const Raster& raster, const Rect& area,
                                       const Backdrop& backdrop);

}  // namespace unweave

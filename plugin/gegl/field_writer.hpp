// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include <array>
#include <vector>

#include "plugin/run/layer_pixels.hpp"

namespace unweave::plugin {

/// Fills a gray or RGB buffer (not indexed; its extent starts at 0, 0) with a plane's values as
/// encode_gray does: the number that is stored is the value, rounded to the buffer's precision,
/// what ever its transfer curve and profile. 64 rows at a time, the height of GIMP's tiles. `step`
/// is called after each band with the share done; false ends the work early. Returns false if it
/// was ended. T: float or double.
template <class T>
bool write_plane(GeglBuffer* buffer, const Plane<T>& plane, const Step& step);

/// Fills an RGB buffer with the colors of `map` (display-encoded, evenly spread over t, the middle
/// of entry i of n at (i + 0.5) / n, linear between them) for a plane of t; transparent where there
/// is none. Otherwise as write_plane.
bool write_colors(GeglBuffer* buffer, const PlaneReader& t,
                  const std::vector<std::array<double, 3>>& map, const Step& step);

}  // namespace unweave::plugin

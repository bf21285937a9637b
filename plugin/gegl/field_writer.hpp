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

/// Fills an RGB buffer with a picture of its size, in the buffer's own color space: the colors are
/// the picture's, never color managed. Otherwise as write_plane.
bool write_picture(GeglBuffer* buffer, const PixelSource& picture, const Step& step);

}  // namespace unweave::plugin

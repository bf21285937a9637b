// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include <functional>

namespace unweave::plugin {

/// Gives rows [y, y + rows): width * rows floats, row-major, NaN = no data.
using PlaneReader = std::function<void(int y, int rows, float* out)>;

/// Fills a gray or RGB buffer (not indexed; its extent starts at 0, 0) with a plane's values as
/// encode_gray does: the number that is stored is the value, rounded to the buffer's precision,
/// what ever its transfer curve and profile. 64 rows at a time, the height of GIMP's tiles. `step`
/// is called after each band with the share done; false ends the work early. Returns false if it
/// was ended.
bool write_plane(GeglBuffer* buffer, const PlaneReader& plane,
                 const std::function<bool(double)>& step);

}  // namespace unweave::plugin

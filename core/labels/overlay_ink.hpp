// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/raster.hpp"
#include "core/labels/glyphs.hpp"

namespace unweave {

/// The ink of white letters on a field, as cameras write them: how near each pixel of the area is
/// to white, 255 for white itself. A dark outline or a box of a darker shade behind the letters
/// sets them off. Cost: linear in the area.
InkMap overlay_ink(const Raster& raster, const Rect& area);

}  // namespace unweave

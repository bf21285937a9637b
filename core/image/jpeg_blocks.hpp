// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// True if `area` went through JPEG: its luma has less high-frequency energy in blocks of 8 x 8
/// pixels on one grid than on the grids half a block away, because the coefficients were rounded on
/// that grid (Fan & de Queiroz, "Identification of bitmap compression history", 2003, look at
/// differences across block borders instead; coefficients see quality 90 and better).
///
/// Looks at about a thousand places, whatever the size; a picture that shows no structure at enough
/// of them (fewer than 20), or of fewer than 24 x 24 pixels, counts as not compressed.
bool shows_jpeg_blocks(const PixelSource& source, const Rect& area);

}  // namespace unweave

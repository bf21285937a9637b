// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// Of a picture that did not load whole, what its loader filled it with. Loaders take one color
/// (libjpeg gray, libpng and libtiff zeros) from where the file is cut off to the picture's end:
/// the last rows, and of a JPEG file the right part of the blocks above them. Nothing, where the
/// last row has several colors or the whole picture has one. Reads the rows that are filled.
NoData not_loaded(const PixelSource& picture);

}  // namespace unweave

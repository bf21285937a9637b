// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/image/pixel_source.hpp"

namespace unweave {

/// The smallest rectangle that holds all that is selected (coverage above 0); without a selection
/// the picture; nothing where no pixel is selected. Reads the selection once, in bands of rows.
std::optional<Rect> selection_bounds(const PixelSource& source);

}  // namespace unweave

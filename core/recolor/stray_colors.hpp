// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/context.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/recolor/painted_area.hpp"
#include "core/result.hpp"

namespace unweave {

/// True if a picture shows a good part of a field's colors outside of `known` as well, as a bar or
/// a field does that was not found: in runs across which they stay while they change from run to
/// run, or in flat patches. Letters and lines have single runs of colors that lie far apart. Cost:
/// a pass over the picture. Errors: Canceled.
Result<bool> shows_elsewhere(const PixelSource& picture, const PaintedArea& field,
                             const std::vector<Rect>& known, const Context& context);

}  // namespace unweave

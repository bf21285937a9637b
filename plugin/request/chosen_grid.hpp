// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/field/grid.hpp"
#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"
#include "core/remark.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// The grid that is asked for; nothing for pixels. Errors: NoGrid (detail: "cells", "count" or
/// "steps").
Result<std::optional<Grid>> choose_grid(const ChosenGrid& chosen, const Recovery& recovery,
                                        const PixelSource& pixels);

/// A remark on the cells that the field is drawn in, if it is; for plot areas of up to 4 million
/// pixels, since it costs another pass.
std::optional<Remark> cells_seen(const Recovery& recovery, const PixelSource& pixels);

}  // namespace unweave::plugin

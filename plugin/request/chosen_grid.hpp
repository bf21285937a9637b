// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// Gives the report the grid that is asked for. Of pixels, a remark instead on the cells that the
/// field is drawn in, if it is; for plot areas of up to 4 million pixels, since it costs another
/// pass. Errors: NoGrid (detail: "cells", "count" or "steps").
Result<void> apply_grid(const ChosenGrid& chosen, const Recovery& recovery,
                        const PixelSource& pixels, Report& report);

}  // namespace unweave::plugin

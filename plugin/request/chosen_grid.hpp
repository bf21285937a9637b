// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/field/grid.hpp"
#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/text_reader.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// The grid that is asked for; of pixels none. Errors: NoGrid (detail: "cells", "count" or
/// "steps").
Result<std::optional<Grid>> choose_grid(const ChosenGrid& chosen, const Recovery& recovery,
                                        const PixelSource& pixels);

/// Gives the report the grid that is asked for. Of pixels, a remark instead on the cells that the
/// field is drawn in, if it is; for plot areas of up to 4 million pixels, since it costs another
/// pass. What stands at found cells and in them is read by `reader`; null: by one that is set up
/// for it. Errors: NoGrid (detail: "cells", "count" or "steps").
Result<void> apply_grid(const ChosenGrid& chosen, const Recovery& recovery,
                        const PixelSource& pixels, const TextReader* reader, Report& report);

}  // namespace unweave::plugin

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/field/recovery.hpp"
#include "core/field/report.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// Reads what stands at the columns and rows of report.grid and in its cells, into the report:
/// names of an axis that is not calibrated, numbers, and a remark where numbers contradict the
/// colors. `source` is the picture that was analyzed. Does nothing for a grid that was not found in
/// the picture, without a reader, or for pictures of more than 40 million pixels. Cost: a pass over
/// the picture, some 10 ms a text. Deterministic.
void label_cells(const Recovery& recovery, const PixelSource& source, const TextReader& reader,
                 Report& report);

}  // namespace unweave

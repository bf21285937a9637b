// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/raster.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/tick_marks.hpp"

namespace unweave {

/// What stands at an axis's end for all its labels ("1e-5", "x10^3").
struct Offset {
  double multiplier = 0;  ///< 0: none
  bool unclear = false;   ///< a text there looks like one that is not understood
};

/// Looks for the multiplier beyond the end of the side. `labels` are the words read as its labels.
Offset find_offset(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                   const std::vector<Word>& labels, const ColorMetric& metric);

}  // namespace unweave

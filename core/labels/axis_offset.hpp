// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image/raster.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/tick_marks.hpp"

namespace unweave {

/// What stands at an axis's end for all its labels ("1e-5", "x10^3", "+1.013e3"): a label L stands
/// for L * multiplier + addend.
struct Offset {
  double multiplier = 0;  ///< 0: none
  double addend = 0;
  std::string text{};      ///< as it was read
  double probability = 0;  ///< [0, 1], that it was read right
  std::string unclear{};   ///< a text there that looks like one but is not understood; empty: none
};

/// The offset that a text says, as a multiplier ("x10^-7"), an addend ("+1e5") or both
/// ("1e-5+1.013e3"); nullopt for all other texts, in which any part is not understood.
std::optional<Offset> read_offset_text(std::string_view text);

/// Looks for the offset beyond the end of the side, nearer to it than to the other end of what it
/// belongs to. `labels` are the words read as its labels.
Offset find_offset(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                   const std::vector<Word>& labels, const ColorMetric& metric);

}  // namespace unweave

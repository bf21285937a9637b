// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/labels/tick_labels.hpp"

namespace unweave {

/// Finds what stands at the end of a side for all of its labels ("x10^-7", "+1.013e3"), where these
/// have a scale, and applies it to them. What is seen there and is not understood, does not suit
/// the labels, or is not sure enough goes into `side.unclear_offset`. Programs turn labels, but not
/// what stands for all of them: `raster` is the upright picture.
void take_offset(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                 const ColorMetric& metric, SideReading& side);

}  // namespace unweave

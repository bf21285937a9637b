// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/image/color.hpp"
#include "core/image/quiet_places.hpp"

namespace unweave {

/// The most that the picture's own noise can move half of its colors off their curve, as
/// CurveDistances::noise() has it (cube edge = 1): a quarter more than what the differences of
/// neighbors say, or what compression does. Steep places of the field count as noise, so that it is
/// rarely too little. Colors farther off, and be they most, are another thing than noise: paper,
/// another map. `paper`: the color around the plot, whose pixels do not count. Cost: a pass over
/// the sample.
double noise_limit(const PictureSample& sample, const std::optional<Rgb8>& paper);

}  // namespace unweave

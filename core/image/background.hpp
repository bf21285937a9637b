// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/quiet_places.hpp"

namespace unweave {

/// A flat color that is not data: paper around and between, holes in the field.
struct Background {
  ColorCode code = 0;
  double share = 0;  ///< of the sample's visible pixels that are flat and have this color
};

/// Flat areas whose color meets the rest of the picture in a jump. A field that is cut off at an
/// end of its map (saturated) also has flat areas, but leaves them gradually. The test looks at the
/// colors 3 and 8 pixels outside the flat areas of one color: for background most of the change
/// has happened after 3 pixels, and it is more than twice what the picture otherwise changes over
/// 8 pixels.
///
/// A picture that consists of flat areas mostly (a stepped map) has no background in this sense;
/// the list is then empty. Strongest first. Cost: a distance transform of the sample a color.
std::vector<Background> find_background(const PictureSample& sample);

/// Takes the background, its rim of 4 pixels (10 where compression reaches as far), and
/// nearly-background colors close to it (ringing,
/// anti-aliasing) out of the sample, by setting their codes to kNoData.
void remove_background(PictureSample& sample, const std::vector<Background>& background);

}  // namespace unweave

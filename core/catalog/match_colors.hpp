// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/catalog/match_evidence.hpp"

// What match_colormap() is asked, in the forms in which it is compared with maps.
namespace unweave::matching {

/// The samples, with their order.
Colors from_samples(const MatchInput& input);

/// The exact palette, with the order of the samples of the same color.
Colors from_palette(const MatchInput& input);

/// The palette of a picture in steps: the few colors that nearly all pixels have, without those of
/// lines and their rims. Nothing where there are no others, or no such few.
std::optional<MatchInput> flat_colors(const MatchInput& input);

/// The input without its most frequent color and what is near it, if so many pixels have it that it
/// may be a background near the map's own colors (white holes in a map with a light middle).
std::optional<MatchInput> without_background(const MatchInput& input);

}  // namespace unweave::matching

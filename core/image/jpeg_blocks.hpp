// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// The step, in levels, to which JPEG rounded the coefficients of low order, if `area` went through
/// it (at least 2, the least that is looked for). A picture went through JPEG if its luma has less
/// high-frequency energy in blocks of 8 x 8 pixels on one grid than on the grids half a block away,
/// because the coefficients were rounded on that grid (Fan & de Queiroz, "Identification of bitmap
/// compression history", 2003, look at differences across block borders instead; coefficients see
/// quality 90 and better).
///
/// Looks at about a thousand places, whatever the size; a picture that shows no structure at enough
/// of them (fewer than 20), or of fewer than 24 x 24 pixels, counts as not compressed.
///
/// The step is the median of those of the coefficients of order 1 to 4, each the greatest period
/// that its values have (as Fan & de Queiroz estimate tables, by a periodogram instead of the
/// likelihood, as decoded pixels were rounded and their chroma scaled). In 45 fields of figures it
/// is 10 to 12 at quality 60 (the table: 7 to 13), 5 to 6 at 80 (4 to 6), 2 to 3 at 92 (1 to 3).
std::optional<double> jpeg_step(const PixelSource& source, const Rect& area);

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/context.hpp"
#include "core/field/ink.hpp"
#include "core/field/measured_field.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_codes.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// False if no pixel can be ink, so that the search may be left out: every pixel is data, and no
/// color is black or white.
bool may_hold_ink(const ColorHistogram& histogram, double valid_fraction);

/// Finds ink also where its color is one of the map's, or where smoothing and compression have
/// mixed it with the field's.
///
/// A pixel is the core of ink if opposite neighbors, 2 or 4 pixels away, enclose a stretch of the
/// curve that its own color is far from: farther than 0.12 of the color cube's edge, and than
/// four times what is usual within 16 pixels around. Ridges and valleys of the data are like that
/// too; ink is told from them by its color, which lies off the curve or is gray, very dark or very
/// bright (where nothing at all lies off the curve: black or white), and which is rare elsewhere.
/// Where more than a tenth of the data are such cores, the data is rough and no ink of the map's
/// colors is claimed. Cores grow over their rims: pixels whose color is a mixture of the ink's
/// with what the clean pixels on both sides say, and that neither side alone leads to; faint ones
/// only near clear ones, that is, where lines are smoothed.
/// Colors off the curve are cores where data lies within 5 pixels on two opposite sides; wider
/// regions without data are holes.
/// Behind compression lines are sought in luma as well (InkLines), rims are found by soft_rims(),
/// and data that compression has moved beyond the cut-off is told from ink.
///
/// `noise`: median distance of data from the curve, cube edge = 1; `compressed`: the picture went
/// through JPEG. The answer does not depend on how the picture is read. nullptr: no ink among the
/// data. Cost: two reads of `area` (one where no cores are), about 60 comparisons a pixel, in
/// context.threads threads; 1 bit a pixel is kept (2 where data is spoiled), 5 are needed. Errors:
/// Canceled.
Result<std::shared_ptr<const InkMask>> find_ink(const PixelSource& source, const Rect& area,
                                                const MeasuredField& field, double noise,
                                                bool compressed, const Context& context);

}  // namespace unweave

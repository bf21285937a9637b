// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/context.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/projection.hpp"
#include "core/result.hpp"

namespace unweave {

/// How a figure lies askew in its picture.
struct Tilt {
  /// Degrees by which it was turned counterclockwise; of one seen in perspective, in its middle.
  double angle = 0;
  bool perspective = false;  ///< its outlines are not parallel: a photograph of a page
  /// From places of the straightened grid, which is as large as the picture, to the picture's. A
  /// turned figure is turned back about the picture's middle; of one in perspective its outermost
  /// straight lines become a rectangle with their mean lengths for sides, around the same middle.
  Projection to_picture{};
  /// What the outermost straight lines enclose, on the straightened grid.
  Rect outline{};
  friend bool operator==(const Tilt&, const Tilt&) = default;
};

/// How a figure lies in its picture.
struct FoundTilt {
  std::optional<Tilt> tilt{};  ///< nullopt: it does not lie askew, or that is not known
  bool upright = false;        ///< lines along both axes say that it stands upright
};

/// How a figure lies that was scanned or photographed askew, by up to six degrees. It counts as
/// askew only where all straight lines of some length (frames, outlines of bars, rims of the page)
/// that nearly run along either axis are explained by one angle, to some hundredths of a degree and
/// to less than half a pixel between their ends, or by one vanishing point in each direction; lines
/// in both directions that run along their axes speak against either, one in one direction against
/// the former. Of the pictures of programs in the corpus none counts as askew. The angle is exact
/// to some hundredths of a degree (tests/unit/figure/tilt_test.cpp measures it). Cost: reads 256
/// scan lines; more only where none of them runs upright. Errors: Canceled.
Result<FoundTilt> find_tilt(const PixelSource& source, const Context& context);

}  // namespace unweave

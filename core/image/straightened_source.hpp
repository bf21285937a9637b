// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/projection.hpp"

namespace unweave {

/// A picture seen through a projection, on a grid of the same size: for figures that were scanned
/// or photographed askew. Each pixel is interpolated once between the four nearest of the picture
/// (bilinear in the stored encoding; colors count by their alpha, so that what is invisible lends
/// them nothing); beyond the picture's border its outermost pixels go on. A pixel is selected where
/// the nearest of the picture is. Samples of floating point keep NaN where one of the four is NaN.
class StraightenedSource final : public PixelSource {
 public:
  /// `source` outlives the object. `to_picture` maps places of the straightened grid to the
  /// picture's; within the grid it is finite.
  StraightenedSource(const PixelSource& source, const Projection& to_picture)
      : source_(source), to_picture_(to_picture) {}

  PixelLayout layout() const override { return source_.layout(); }
  /// Cost: by tiles; each reads the part of the picture around it.
  void read(const Rect& area, std::byte* out) const override;
  bool has_selection() const override { return source_.has_selection(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override;
  const PixelSource& stored() const override { return source_.stored(); }

 private:
  Rect seen(const Rect& area) const;

  const PixelSource& source_;
  Projection to_picture_;
};

}  // namespace unweave

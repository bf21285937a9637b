// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/field/recovery.hpp"
#include "core/figure/colorbar.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/recolor/repaint.hpp"

namespace unweave {

/// A part of a figure that is painted with the colors of its scale: a field or a bar. Rectangles
/// are those of the picture put right.
class PaintedArea {
 public:
  PaintedArea(const Rect& rect, Repaint paint) : rect_(rect), paint_(std::move(paint)) {}
  virtual ~PaintedArea() = default;
  /// Where it is painted; its rims may be mixed into what is next to it.
  const Rect& rect() const { return rect_; }
  const Repaint& paint() const { return paint_; }
  /// Of the pixels of `area`, whose colors are given, in the picture: each one's place on the
  /// scale; NaN for what is not purely painted with one of its colors, and outside of rect().
  virtual void places(const PixelSource& picture, const Rect& area, const Levels* colors,
                      float* out) const = 0;
  /// The place that a color stands for by itself; NaN: none.
  virtual float place_of(const Levels& color) const = 0;

 private:
  Rect rect_;
  Repaint paint_;
};

/// The field of a recovery, which outlives the area, as `picture` shows it. `noise`: levels by
/// which compression moves a flat color.
std::unique_ptr<PaintedArea> field_area(const Recovery& field, const NewColors& colors,
                                        double noise);

/// The bar of the same scale, or the patches of its key. Null where the bar does not show the
/// field's colors, so that nothing tells what its own stand for.
std::unique_ptr<PaintedArea> bar_area(const Recovery& field, const Colorbar& bar,
                                      const NewColors& colors, double noise);

/// The colors beyond the ends of a bar that go on where its scale ends; of a stepped bar any but a
/// gray. One that stands apart (white under a rainbow) is not the map's, and stays.
EndColors ends_of_scale(const Recovery& field, const Colorbar* bar);

}  // namespace unweave

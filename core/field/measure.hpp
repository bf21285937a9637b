// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"

// Values at places of a recovered picture that somebody points at.

namespace unweave {

/// A place that is measured at, in pixels of the picture.
struct Pin {
  enum class Kind {
    Point,  ///< the pixel (x0, y0)
    Line,   ///< the pixels on the way from (x0, y0) to (x1, y1), both included
    Area,   ///< the rectangle between the pixels (x0, y0) and (x1, y1), both included
  };
  Kind kind = Kind::Point;
  int x0 = 0, y0 = 0;
  int x1 = 0, y1 = 0;  ///< of a point as (x0, y0)

  /// The pixels of an area; else the least rectangle around them.
  Rect bounds() const;
  friend bool operator==(const Pin&, const Pin&) = default;
};

/// "point 3,4; line 3,4,30,40; area 3,4,30,40", and back. What is not understood is left out, and
/// so is what follows the first `kMostPins`.
inline constexpr std::size_t kMostPins = 1000;
std::string pins_text(const std::vector<Pin>& pins);
std::vector<Pin> parse_pins(std::string_view text);

/// What a pixel stands for.
struct PointValue {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  int column = 0, row = 0;  ///< of the picture
  double x = kNone;         ///< of its center, in the axis' units; NaN: the axis is not known
  double y = kNone;
  double t = kNone;          ///< [0, 1]; NaN: no data, or not in the plot area
  double value = kNone;      ///< in the user's units, else t; NaN as t
  double deviation = kNone;  ///< its standard deviation, likewise; NaN: nothing says it
};

/// The values of many pixels.
struct AreaStatistics {
  std::int64_t pixels = 0;     ///< of the area inside the plot area
  std::int64_t with_data = 0;  ///< those of them that have data; all below is about these
  double mean = PointValue::kNone, spread = PointValue::kNone;  ///< and its standard deviation
  double median = PointValue::kNone;  ///< of an even number: the one with the larger t
  double least = PointValue::kNone, most = PointValue::kNone;
  /// What they cover, in the product of the axes' units. NaN unless both axes are linear; on a map
  /// in degrees, too, where that product is no area.
  double area = PointValue::kNone;
  static constexpr int kBins = 64;
  std::vector<std::int64_t> bins{};  ///< kBins of equal width from least to most; empty: no data
};

/// A pin with the values at it.
struct Measurement {
  Pin pin;
  /// The point, or those of the line in its order. Places outside the plot area have no value.
  std::vector<PointValue> points{};
  AreaStatistics statistics{};  ///< of the line's points or the area's pixels
};

/// The place alone of the pixel at (column, row), with no value.
PointValue pixel_place(const Report& report, int column, int row);

/// The pixel at (column, row), which lies inside the picture.
PointValue point_value(const Recovery& recovery, const Report& report, const PixelSource& source,
                       int column, int row);

/// Values are the pixels' own: nothing is interpolated between them. A line takes a pixel a step
/// along its longer side, as Bresenham (1965) does. Pixels that the source's selection leaves out
/// have no data, so that the whole plot area measures the selection. Parts beyond the picture do
/// not count. Cost: the pin's pixels; an area takes 4 bytes for each besides.
/// `report` is the recovery's own or one with other values, axes and units of the same plot area.
Measurement measure(const Recovery& recovery, const Report& report, const PixelSource& source,
                    const Pin& pin);

}  // namespace unweave

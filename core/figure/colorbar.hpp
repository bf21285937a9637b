// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/figure/backdrop.hpp"
#include "core/figure/bar_tint.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/image/raster.hpp"
#include "core/labels/axis_calibration.hpp"
#include "core/labels/end_values.hpp"
#include "core/labels/scale_verdict.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// The end of a color bar where its values are lowest.
enum class BarEnd { Bottom, Top, Left, Right };

/// How that end was found, strongest first.
enum class BarEndSource {
  Ticks,      ///< the numbers beside the bar rise away from it
  Convention  ///< no numbers could be read: low is at the bottom or at the left
};

/// A color bar found in (or given for) a picture. All rectangles and positions in pixels of the
/// picture.
struct Colorbar {
  Rect rect;             ///< inside its outline; without the triangles or boxes that stand for
                         ///< values beyond its ends
  Rect outer;            ///< with outline and over/under ends: what is not data
  bool vertical = true;  ///< values run along y
  BarEnd min_end = BarEnd::Bottom;
  BarEndSource min_end_source = BarEndSource::Convention;

  /// The bar's colors from the low end to the high one, sRGB-encoded 0..1, a sample a pixel along
  /// the axis: colors[i] belongs to t = (i + 0.5) / colors.size(). Each is the median across the
  /// bar's width without frame and ticks; lines across the bar are bridged from their neighbors.
  /// (That is t of `rect`: the scale goes on to scale_limits().)
  std::vector<std::array<double, 3>> colors;

  /// A stepped bar: its flat colors from low to high, else empty.
  std::vector<std::array<double, 3>> level_colors;
  /// level_colors.size() + 1 rising numbers, the edges of the steps in t, from 0 to 1.
  std::vector<double> level_edges;
  /// t of each level where that is not the middle between its edges: classes of a key of which the
  /// outer ones are open have a value each, at even places from 0 to 1. Else empty.
  std::vector<double> level_places{};

  /// Colors of a triangle or an open-ended box beyond an end: values below / above the range.
  std::optional<std::array<double, 3>> under, over;

  /// Labels that were read and agree with the fit, from low to high. Empty without text reader.
  std::vector<TickLabel> ticks;
  /// Values at the two ends of `rect`, low end first (source Ticks); only when at least three
  /// labels agree (two when both are round and certain).
  std::optional<ValueRange> range;
  ScaleVerdict verdict{};  ///< on that range, also where there is none; empty where it was given

  /// [0, 1]: share of the plot area's quiet pixels whose color is one of the bar's, or becomes one
  /// by `tint`.
  double agreement = 0;
  /// With which the bar's colors are the field's; nullopt where they are the field's own.
  std::optional<BarTint> tint{};
};

/// [0, 1]: share of the quiet pixels of `plot` (raster pixels; like their neighbors, not
/// background, not inside the bar) whose color lies on the candidate's curve of colors.
double bar_agreement(const Raster& raster, const BarCandidate& bar, const Rect& plot,
                     const ColorMetric& metric, const std::optional<Backdrop>& backdrop);

/// The colors of such pixels in cells of 8 levels, the means of the cells, the most frequent first;
/// cells of less than 1 pixel in 2000 are left out.
std::vector<FieldColor> field_colors(const Raster& raster, const BarCandidate& bar,
                                     const Rect& plot, const ColorMetric& metric,
                                     const std::optional<Backdrop>& backdrop);

/// [0, 1]: share of the candidate's colors that occur in `plot`.
double bar_use(const Raster& raster, const BarCandidate& bar, const Rect& plot,
               const ColorMetric& metric, const std::optional<Backdrop>& backdrop);

/// A bar in raster pixels with samples, levels and over/under ends; its low end by convention
/// (bottom, left), no ticks yet.
Colorbar make_colorbar(const Raster& raster, const BarCandidate& candidate,
                       const ColorMetric& metric, const std::optional<Backdrop>& backdrop);

/// Where the scale begins and ends along a bar (left or top first): in the middle of its outline,
/// or where the bar does if a triangle follows, which lies beyond the outline, or if its end boxes
/// are `open_ends`.
std::pair<BarLimit, BarLimit> scale_limits(const Colorbar& bar, bool open_ends = false);

/// The end at its top or left (`at_start`), or the other one.
BarEnd end_of(bool vertical, bool at_start);

/// Turns colors, levels and ends so that `min_end` is the low end.
void turn_colorbar(Colorbar& bar, BarEnd min_end, BarEndSource source);

/// Moves the open-ended boxes at the ends of a stepped bar (first and last level) out of its range:
/// they become `under` and `over`.
void open_end_boxes(Colorbar& bar);

/// Gives the samples along a stepped bar the color of the level that t lies in: after its edges
/// were moved to where their values are.
void spread_levels(Colorbar& bar);

/// Lengthens a bar by a pixel of each of the colors, outward, at its top or left (`at_start`) or
/// its other end; of a stepped bar that is a step more. For an end that has the background's own
/// color.
void lengthen_colorbar(Colorbar& bar, bool at_start, const std::vector<Rgb8>& colors);

/// Takes `pixels` at its top or left (`at_start`) or its other end out of a bar's range: they stand
/// for values beyond it.
void shorten_colorbar(Colorbar& bar, bool at_start, int pixels);

}  // namespace unweave

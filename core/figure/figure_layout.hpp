// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/context.hpp"
#include "core/figure/colorbar.hpp"
#include "core/figure/corrected_source.hpp"
#include "core/figure/figure_options.hpp"
#include "core/figure/figure_titles.hpp"
#include "core/figure/other_bar.hpp"
#include "core/image/color.hpp"
#include "core/image/compression.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/axis_calibration.hpp"
#include "core/labels/scale_verdict.hpp"
#include "core/labels/value_range.hpp"
#include "core/remark.hpp"
#include "core/result.hpp"

namespace unweave {

/// The parts of a figure.
struct FigureLayout {
  Rect plot_area;            ///< the rectangle that the field fills, inside the frame line; the
                             ///< whole picture where the field fills it
  std::vector<Rect> panels;  ///< all plot areas, largest first: panels[0] == plot_area
  /// Of a plot without straight borders (a globe, a polar plot) the background around it, to the
  /// corners of plot_area; of another one the holes in a field whose map has the background's color
  /// itself. Null where the plot fills the rectangle.
  std::shared_ptr<const PixelMask> outside;
  std::optional<Colorbar> colorbar;
  /// There is a key whose texts bring its colors in no order (names), instead of a bar.
  bool unordered = false;
  bool cells = false;           ///< the plot area is a grid of cells with gaps between them
  bool colorbar_given = false;  ///< its rectangle is the user's
  /// The bar of another picture that says what the colors mean; null: `colorbar` does.
  std::shared_ptr<const OtherColorbar> other_bar{};
  std::optional<AxisCalibration> x_axis, y_axis;  ///< of plot_area
  ScaleVerdict x_verdict{}, y_verdict{};          ///< on them, also where there is none
  FigureTitles titles;
  /// The picture's flat color around the plot areas; nullopt where the field fills the picture.
  std::optional<Rgb8> background;
  Compression compression;      ///< of the whole picture
  Correction correction{};      ///< of the picture, before it was looked at
  std::vector<Remark> remarks;  ///< NoOcr, NoTicks, TicksContradict, EndsUnclear,
                                ///< [XY]AxisContradicts, SeveralPanels
};

/// The bar that says what the figure's colors mean: another picture's, else its own; null: none.
const Colorbar* bar_of_scale(const FigureLayout& layout);

/// Puts another picture's bar, with its titles and the remarks on its labels, in place of the
/// figure's own, whose rectangle stays no part of the data.
void take_other_bar(std::shared_ptr<const OtherColorbar> other, FigureLayout& layout);

/// Finds plot areas, color bar and calibration of a figure.
///
/// The plot area is found from the picture's flat background: the box whose four sides are closed
/// lines or straight borders of non-background pixels (ticks and labels stick out of it, a frame
/// line is peeled off), or, for a plot without one (a globe), the bounding box of what is thicker
/// than a line. A picture without margin is its own plot area.
/// A color bar is a rectangle whose colors vary along one axis only, bounded on both sides by one
/// flat color (outline or background), elongated, and whose colors are those of the plot area.
/// Its low end is where its numbers are lowest; without numbers the bottom or the left end, by
/// convention.
/// Labels are read one by one with Tesseract where the library and its data are present (otherwise
/// NoOcr), placed by their tick marks, and weighed (infer_scale); where no scale is probable enough
/// none is claimed (TicksContradict, XAxisContradicts, YAxisContradicts).
///
/// A selection is not looked at. Where the picture has more than about 40 million pixels, every
/// n-th pixel of every n-th row is looked at, and rectangles are exact to n pixels. Memory: 4 bytes
/// a pixel looked at, and as much again for labeling. A picture without margin costs one read of it
/// at most. Deterministic. Errors: Canceled, EmptyPicture, InvalidOption (a given rectangle outside
/// the picture, ticks without a bar or that are no scale; detail: the option's name).
Result<FigureLayout> analyze_layout(const PixelSource& source, const FigureOptions& options,
                                    const Context& context);

}  // namespace unweave

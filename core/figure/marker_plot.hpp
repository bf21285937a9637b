// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/context.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/compression.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/raster.hpp"
#include "core/result.hpp"

namespace unweave {

/// A marker of a scatter plot.
struct Marker {
  /// Its anchor in pixels of the picture, counted from the outer corner of the first one: the
  /// middle of its box, of an equilateral triangle its center of gravity, as programs have it.
  double x = 0, y = 0;
  std::array<double, 3> color{};  ///< of its sure pixels, the median; sRGB-encoded, 0..1
  int pixels = 0;                 ///< of which its color is
  bool overlaps = false;          ///< others, or the plot's border: part of it is hidden
};

/// A scatter plot whose markers' colors stand for values.
struct MarkerPlot {
  std::vector<Marker> markers;   ///< by rows, then columns, of the picture
  double width = 0, height = 0;  ///< of the usual marker with its edge line, pixels
  Rgb8 paper{};                  ///< that they lie on
  PixelMask sure;                ///< the pixels that the colors are of; its area is the plot's
};

/// What markers are recognized by; lengths in pixels, differences of colors in levels.
struct MarkerOptions {
  // NOLINTBEGIN(readability-magic-numbers)
  std::size_t most_pixels = 4'000'000;  ///< of a plot that is looked at
  double least_paper = 0.3;             ///< of the plot, that one color covers: its paper
  int near_paper = 10;                  ///< in an exact picture: lighter ones are no markers
  int thin = 3;                         ///< a grid's line across its direction
  double dotted = 0.15;                 ///< of a row: a dotted line of a grid covers as much
  int line_color = 20;                  ///< within which a line has one color
  int flat = 4;                         ///< in an exact picture: neighbors of one marker
  int least_side = 2;                   ///< of a marker's box
  double largest_side = 0.1;            ///< of the plot's: larger ones are cells
  double round = 0.6;                   ///< of the longer side: markers are as broad as high
  double same_side = 0.15;              ///< of the usual one, but at least a pixel
  double same_pixels = 0.3;             ///< of the usual number: rims are cut here and there
  double full = 0.35;                   ///< of their boxes: triangles and rhombs fill half
  double same_shape = 0.1;              ///< of that share, the median difference
  int small = 4;                        ///< a side of which the rim is most
  double small_shape = 2;               ///< times same_shape of such ones
  double inner = 0.25;                  ///< of the sides, from the center: no edge line is there
  double equilateral = 0.93;            ///< height by width, half between 0.866 and 1
  double triangle = 0.08;               ///< of the height, from the middle: a sixth in a triangle
  double beyond = 2;                    ///< a pixel beyond the piece by one that is covered
  double mostly = 0.5;                  ///< of the markers, or of an area: most of it
  std::size_t fewest = 8;               ///< that stand alone: fewer are a legend
  double alone = 0.25;                  ///< of the pieces, and of what is drawn, stand alone
  double lattice = 2;                   ///< places of the lattice for each piece on it
  double same_place = 0.2;              ///< of the size: pieces in one row or column
  double on_map = 0.8;                  ///< of the markers that stand alone
  int off_map = 12;                     ///< in an exact picture: the color of something else
  int gray = 8;                         ///< between the channels of a gray map's colors
  double least_shown = 0.3;             ///< of an overlapped marker: less is a rim
  double whole = 0.9;                   ///< of its pixels: nothing of it is hidden
  // NOLINTEND(readability-magic-numbers)
};

/// The markers in `plot` (inside the picture), if that is what it shows: many small pieces of one
/// size and shape on paper of one color, at places of no lattice, most of which stand alone and
/// have colors of `map` (evenly spread over its values, sRGB-encoded 0..1).
///
/// 1. Paper is the most frequent color; thin lines of one color along rows and columns that cover
///    a part of the plot's side, dotted ones too, are a grid's and left out.
/// 2. Connected pieces of what is left; the usual size is the one that most of their pixels share.
/// 3. A piece of the usual size and area is a marker. The pixels of its most frequent color in its
///    inner half are sure, the others an edge line or a rim.
/// 4. Larger pieces are cut into areas of one color, onto which the shape that the whole markers
///    have in common is laid where it covers most and reaches least beyond the piece.
///
/// `no_data`: what of the plot is something else, such as a bar within. Nullopt: no such plot, or
/// one of too many pixels. Errors: Canceled. Memory: some 12 bytes a pixel of the plot. Cost: a
/// read of the plot and a few passes; for each larger piece its pixels times the marker's.
/// Deterministic.
Result<std::optional<MarkerPlot>> find_marker_plot(const PixelSource& source, const Rect& plot,
                                                   const std::vector<Rect>& no_data,
                                                   std::span<const std::array<double, 3>> map,
                                                   const Compression& compression,
                                                   const Context& context,
                                                   const MarkerOptions& options = {});

/// The colors of the markers that stand alone, if `raster` shows a plot of such by all signs but
/// their colors; else none.
std::vector<std::array<double, 3>> marker_colors(const Raster& raster, const ColorMetric& metric,
                                                 const MarkerOptions& options = {});

/// Share of the colors that are some of the map's.
double share_on_map(const std::vector<std::array<double, 3>>& colors,
                    std::span<const std::array<double, 3>> map, const ColorMetric& metric,
                    const MarkerOptions& options = {});

/// The same of a figure whose bar says what colors mean, or whose map is given (`map`, else empty).
/// Null without either, and where a key's texts bring the colors in no order. Null, too, of a gray
/// map on paper of another color than the page's: markers that let it through have grays of the map
/// then, but not those of the bar, which lets the page through, and nothing tells.
Result<std::shared_ptr<const MarkerPlot>> find_marker_plot(
    const PixelSource& source, const FigureLayout& layout,
    std::span<const std::array<double, 3>> map, const Context& context);

}  // namespace unweave

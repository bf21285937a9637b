// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/marker_plot.hpp"
#include "core/image/components.hpp"
#include "core/image/neighborhood.hpp"
#include "core/image/raster.hpp"

// What marker_plot.cpp finds markers by; not for use outside of it.

namespace unweave {

/// What the markers of a plot have in common: offsets from the pixel of a marker's center.
struct MarkerShape {
  int width = 0, height = 0;          ///< of the box
  double pixels = 0;                  ///< that are drawn, the median
  double full = 0;                    ///< of the box, the median share
  int reach = 0;                      ///< of the planes below: they are 2 reach + 1 wide
  BytePlane fill, outline;            ///< 1: of the fill; of the whole marker
  int fill_pixels = 0;                ///< of `fill`
  double anchor_x = 0, anchor_y = 0;  ///< from the center of gravity to the anchor
};

/// A piece that may be a marker of its own.
struct WholeMarker {
  const Component* piece = nullptr;
  double x = 0, y = 0;  ///< center of gravity, raster, from the outer corner
  std::array<double, 3> color{};
  std::vector<int> sure;  ///< indices of its pixels that have the color
};

/// The plot as it is searched.
struct MarkerSearch {
  const Raster& raster;
  const Rgb8& paper;
  const ColorMetric& metric;
  const MarkerOptions& options;
  const Components& pieces;

  int index(int x, int y) const { return y * raster.width + x; }
};

/// The box that most of what is drawn has, as its width and height; nullopt: no such one.
std::optional<std::pair<int, int>> usual_box(const MarkerSearch& search);

/// The pieces of that size, area and fullness; empty where they are too few, or not alike.
std::vector<WholeMarker> whole_markers(const MarkerSearch& search, std::pair<int, int> box);

/// The color that most of the `pixels` (at least one) have, nearly, and those that have it. Where
/// none is more frequent, that of the first ones.
std::pair<std::array<double, 3>, std::vector<int>> main_color(const MarkerSearch& search,
                                                              const std::vector<int>& pixels);

MarkerShape common_shape(const MarkerSearch& search, const std::vector<WholeMarker>& whole);

/// The markers in a piece that is more than one, or a part of one; centers of gravity, raster.
struct FittedMarker {
  double x = 0, y = 0;
  std::array<double, 3> color{};
  std::vector<int> sure;
  double shown = 0;  ///< share of its pixels
};
std::vector<FittedMarker> fit_markers(const MarkerSearch& search, const Component& piece,
                                      const MarkerShape& shape);

}  // namespace unweave

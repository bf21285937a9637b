// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/curve/colormap_source.hpp"
#include "core/field/grid.hpp"
#include "core/figure/corrected_source.hpp"
#include "core/image/color.hpp"
#include "core/image/geometry.hpp"
#include "core/image/page_text.hpp"
#include "core/labels/axis_calibration.hpp"
#include "core/labels/scale_verdict.hpp"
#include "core/labels/value_range.hpp"
#include "core/remark.hpp"

namespace unweave {

/// A number that is written in a cell, and what the cell's color says.
struct CellNumber {
  int column = 0, row = 0;
  std::string text;              ///< as it was read
  double value = 0;              ///< what it means
  std::optional<bool> agrees{};  ///< whether the color allows it; nullopt: it says no value
};

/// A marker of a scatter plot, and what its color stands for.
struct MarkerPoint {
  double x = 0, y = 0;  ///< pixels of the picture, from the outer corner of the first
  double t = 0;         ///< place on the colormap, [0, 1]
  float confidence = 0, deviation = 0;  ///< of t; see Certainty
  int pixels = 0;                       ///< that the color is of
  bool hidden = false;                  ///< a part of it, by another one or the border

  /// Half or less says more against its value than for it.
  bool unsure() const { return hidden || !(confidence > 0.5F); }
};

/// All of them, by rows and then columns.
struct MarkerPoints {
  double width = 0, height = 0;  ///< of the usual one, pixels
  std::vector<MarkerPoint> items;

  std::size_t unsure() const {
    return static_cast<std::size_t>(std::ranges::count_if(items, &MarkerPoint::unsure));
  }
};

/// What was found in one picture, and how well. Lengths in pixels of the layer; color distances
/// in units of the sRGB-encoded cube's edge (0..1).
struct Report {
  std::string figure;                     ///< file name, without folder
  int page = 0;                           ///< of that file, from 1; 0: unknown
  int pages = 0;                          ///< pages or frames of the file; 0: unknown
  std::optional<PageFigure> page_figure;  ///< where the figure is a part of that page
  Rect plot_area;  ///< where the field lies; the whole picture when none was found or given
  std::optional<Rect> colorbar;
  /// The other picture whose bar was used in place of this one's.
  struct OtherPicture {
    std::string file;           ///< its name, without folder
    std::string sha256;         ///< of that file; empty when unknown
    Rect rect;                  ///< of the bar in it; positions of `ticks` are that picture's, too
    int width = 0, height = 0;  ///< of that picture
  };
  std::optional<OtherPicture> colorbar_from{};
  std::vector<Rect> panels;  ///< other plot areas
  /// What was put right in the picture; all rectangles and positions are those of the straightened
  /// grid.
  Correction correction{};

  ColormapSource source = ColormapSource::Locus;
  std::string colormap_name;      ///< empty when the map is not in the catalog
  std::string colormap_family{};  ///< tells known maps of one name apart; empty when not known
  bool reversed = false;          ///< t runs against the named map's own direction
  std::optional<int> levels;      ///< number of steps of a stepped map
  std::vector<Rgb8> colors;       ///< 256 samples, t from 0 to 1
  std::vector<double> edges;      ///< edges of a stepped map, in units; empty when smooth
  bool direction_known = false;
  bool speed_known = false;

  ValueRange range;
  ScaleVerdict range_verdict{};  ///< on what the bar's labels say; empty where the range is given
  std::string units;             ///< of the values, as in "degC"; empty when unknown
  std::string quantity{};  ///< what the values are, by the color bar's title; empty when unknown
  std::string title{};     ///< of the figure; empty when unknown
  std::vector<TickLabel> ticks;
  std::optional<AxisCalibration> x_axis, y_axis;  ///< of plot_area
  std::optional<Grid> grid{};  ///< cells that values are given for; default: pixels
  /// Of a scatter plot; the field is that of its markers' pixels. Nullopt: it shows none.
  std::optional<MarkerPoints> points{};
  /// Of the cells' columns and rows; empty, or a name for each, which may be empty.
  std::vector<std::string> column_names{}, row_names{};
  std::vector<CellNumber> annotations{};  ///< numbers in the cells, row by row
  ScaleVerdict x_verdict{}, y_verdict{};  ///< on them, also where there is none; empty where given

  double residual_median = 0;  ///< distance of the data pixels' colors from the curve
  double residual_p95 = 0;
  double max_distance = 0;    ///< the cut-off that was used
  double valid_fraction = 0;  ///< share of the plot area's pixels that have data, unfilled
  int fill_size = 0;          ///< gaps narrower than this were closed, pixels; 0: none
  std::uint64_t filled_pixels = 0;
  std::vector<Remark> remarks;

  // Provenance, filled by the host.
  std::string figure_sha256;  ///< of the figure's file, lower-case hexadecimal; empty when unknown
  std::vector<std::pair<std::string, std::string>> settings;  ///< what the user asked for
  std::vector<std::string> files;  ///< names of the files in the report's folder, its own with them
};

}  // namespace unweave

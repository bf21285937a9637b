// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/field/value_range.hpp"
#include "core/image/geometry.hpp"

namespace unweave {

using Rgb8 = std::array<std::uint8_t, 3>;

/// The 8-bit color nearest to one whose channels lie in [0, 1].
inline Rgb8 rounded_color(const std::array<double, 3>& c) {
  Rgb8 rgb{};
  for (std::size_t k = 0; k < 3; ++k) rgb[k] = static_cast<std::uint8_t>(std::lround(c[k] * 255));
  return rgb;
}

/// Where the colormap came from, strongest first.
enum class ColormapSource { Given, Gradient, Colorbar, Catalogue, Locus };

/// A remark for the user. As with Failure, `detail` is data for the sentence, never a sentence.
enum class Note {
  DirectionUnknown,  ///< which end is low cannot be known from the picture
  SpeedUnknown,      ///< equal steps of t need not be equal steps of value
  FewColors,         ///< so few colours that t is coarse (detail: the number)
  ClosedLocus,       ///< the map is cyclic; where it was cut is arbitrary
  ColorbarAgrees,    ///< a known map agrees with the color bar; its exact table is used (its name)
  ColorbarDiffers,   ///< the color bar shows another map than the given one (detail: its name)
  CatalogueTie,      ///< several known maps fit alike (detail: names of the first)
  NoOcr,             ///< built or run without the library that reads tick labels
  TicksContradict,   ///< the labels at the bar contradict each other: no range claimed
  NoTicks,           ///< a bar, but no label could be read
  SeveralPanels,     ///< more than one plot area (detail: the number)
  PanelWithoutData,  ///< another panel shows no field (detail: its number, from 2)
  LowCoverage,       ///< much of the plot area has no data (detail: per cent with data)
  BadColormapFile,   ///< one of the user's own maps cannot be read (detail: file, file:line)
  GapsFilled,        ///< narrow gaps were closed from their rims (detail: the number of pixels)
  NoisyPicture,      ///< compression or scaling noise limits precision (detail: its sigma)
};

struct Remark {
  Note note;
  std::string detail{};
};

/// A tick label read at the colour bar.
struct TickLabel {
  std::string text;
  double value = 0;     ///< in the user's units
  double position = 0;  ///< in pixels along the bar's axis, in the picture's coordinates
  double residual = 0;  ///< |value - fit| as a fraction of the range
};

/// What the pixels of the plot area stand for along one axis, read from its tick labels or given.
struct AxisCalibration {
  /// Values at the outer edges of the first and the last pixel: from left to right for x, from
  /// *top to bottom* for y (row 0 is at the top), so min > max is usual for y.
  ValueRange range;
  std::vector<TickLabel> ticks;  ///< in pixel order; empty when given
  bool degrees = false;          ///< labels carry E, W, N, S or a degree sign; east, north positive
  std::string units{};           ///< as in "km"; empty when unknown
};

/// What was found in one picture, and how well. Lengths in pixels of the layer; colour distances
/// in units of the sRGB-encoded cube's edge (0..1).
struct Report {
  std::string figure;  ///< file name, without folder
  Rect plot_area;      ///< where the field lies; the whole picture when none was found or given
  std::optional<Rect> colorbar;
  std::vector<Rect> panels;  ///< other plot areas

  ColormapSource source = ColormapSource::Locus;
  std::string colormap_name;      ///< empty when the map is not in the catalogue
  std::string colormap_family{};  ///< tells known maps of one name apart; empty when not known
  bool reversed = false;          ///< t runs against the named map's own direction
  std::optional<int> levels;      ///< number of steps of a stepped map
  std::vector<Rgb8> colors;       ///< 256 samples, t from 0 to 1
  std::vector<double> edges;      ///< edges of a stepped map, in units; empty when smooth
  bool direction_known = false;
  bool speed_known = false;

  ValueRange range;
  std::string units;  ///< of the values, as in "degC"; empty when unknown
  std::vector<TickLabel> ticks;
  std::optional<AxisCalibration> x_axis, y_axis;  ///< of plot_area

  double residual_median = 0;  ///< distance of the data pixels' colours from the curve
  double residual_p95 = 0;
  double max_distance = 0;    ///< the cut-off that was used
  double valid_fraction = 0;  ///< share of the plot area's pixels that have data, unfilled
  int fill_size = 0;          ///< gaps narrower than this were closed, pixels; 0: none
  std::uint64_t filled_pixels = 0;
  std::vector<Remark> remarks;

  // Provenance, filled by the host.
  std::string figure_sha256;  ///< of the figure's file, lower-case hexadecimal; empty when unknown
  std::vector<std::pair<std::string, std::string>> settings;  ///< what the user asked for
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/curve/chosen_curve.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"

namespace unweave {

/// Cut-off where every color is an entry of a known table.
inline constexpr double kExactCutOff = 2.5 / 255;
inline constexpr double kMaxCutOff = 0.25;
/// CurveDistances::noise() of a picture that was but rounded to 8 bits.
inline constexpr double kRoundingNoise = 0.5 / 255;

/// A polyline whose node i of n has t = (i + 0.5) / n, as in a table that paints n cells; runs of
/// one color become one node at their middle. Colors sRGB-encoded, 0..1.
Locus table_locus(const std::vector<std::array<double, 3>>& colors);

/// The table of a known map as a curve.
Locus known_locus(const Colormap& map);

/// The cut-off of a curve that was not fitted to the picture; sets the curve's noise.
CutOff cut_off_about(Locus& locus, const ColorHistogram& histogram, const FigureLayout& layout);

/// Keeps the cut-off of a curve that was not fitted to the picture to what the picture's own noise
/// can do (noise_limit()): where half of the pixels are something else, as the paper around a
/// triangle of a matrix is, their distance is no noise. Beyond thrice the noise, what is nearer to
/// the paper is none of the data then. A curve that is near enough stays as it is.
void keep_to_noise(ChosenCurve& curve, double most);

/// The curve is called after a known map; others that fit alike are a remark.
void call_after(ChosenCurve& curve, const Colormap& map, const std::vector<std::string>& ties);

/// Maps that explain the colors alike but differ in direction or speed: the curve is called after
/// none of them, which is a remark that names them all.
void leave_open(ChosenCurve& curve, const Colormap& map, const std::vector<std::string>& twins);

}  // namespace unweave

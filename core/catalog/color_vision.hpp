// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/image/color.hpp"

// What a colormap is for readers who do not see red and green as others do: about one man in
// twelve and one woman in two hundred (Birch 2012). Dichromacy, the strongest form, is looked at.

namespace unweave {

enum class ColorVision {
  Usual,
  Protanopia,    ///< without the cones for long waves
  Deuteranopia,  ///< without those for middle waves
};

/// Display encoding -> linear light by the sRGB curve (IEC 61966-2-1); in [0, 1].
double linear_light(double encoded);

/// The color as it is seen: L*, a*, b* of CIELAB (white D65), whose distances are about how unlike
/// colors look. Machado, Oliveira & Fernandes 2009, "A Physiologically-based Model for Simulation
/// of Color Vision Deficiency", their matrices of severity 1, in linear light.
std::array<double, 3> seen_color(const Rgb8& color, ColorVision vision);

/// Two places of a map that look alike.
struct Lookalikes {
  double low = 0, high = 0;  ///< t, low < high
  ColorVision vision = ColorVision::Usual;
};

/// The two places farthest apart, at least a tenth of the map, that a reader without red or green
/// cannot tell apart though others can: their distance as he sees them is below what is just
/// noticed (2.3; Mahy, Van Eycken & Oosterlinck 1994), and four times that or more for others, so
/// that a map that repeats its colors for everybody is no such case. Nullopt: there are none.
/// `colors`: at least two, t from 0 to 1. Cost: quadratic in their number, 256: some milliseconds.
std::optional<Lookalikes> lookalikes(const std::vector<Rgb8>& colors);

/// Maps of the catalog, known in most programs, of which lookalikes() finds none.
inline constexpr const char* kMapsForAll[] = {"viridis", "cividis", "batlow"};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace unweave {

/// What the title of an axis, a bar or a figure says.
struct TitleText {
  std::string name;       ///< the title without its unit; empty where it is a unit alone
  std::string unit;       ///< as CF spells it (core/labels/units.hpp); empty: none is claimed
  double multiplier = 1;  ///< of a title that ends in "(×10³)": the numbers stand for as much more
  friend bool operator==(const TitleText&, const TitleText&) = default;
};

/// Takes the unit out of a title (UTF-8):
///
///   - in brackets of any kind: "T (K)", "Wind speed [m s⁻¹]", "Transport (10⁻⁴ Sv)"
///   - behind a slash, as ISO 80000-1 has it: "Depth / km", "λ/nm"
///   - behind a comma or "in": "Temperature, °C", "Depth in km"
///   - at the end without a mark, where its signs leave no doubt: "Temperature °C", "Rain mm/day"
///   - alone: "°C", "m/s", "K"
///
/// Only a unit that is understood as a whole is taken; in brackets, one that only UDUNITS knows as
/// well. A letter or a word that may be something else is none where no mark makes it one ("T",
/// "in", "Experiment, C"). Of a logarithm ("log10(Chl) [mg m-3]") no unit is claimed, as the
/// numbers have another.
TitleText split_title(std::string_view title);

/// True for a title with a power of ten ("x 10^4", "{10^3 m)") that split_title() makes neither a
/// multiplier nor a part of a unit: what the numbers stand for is not known then. Of a logarithm
/// none ("log10(x)").
bool hides_multiplier(std::string_view title);

/// What a name means to a file's reader.
enum class Quantity { Other, Longitude, Latitude, Depth, Height, Pressure, Time };

/// By the words of a name, in English, German, French and Spanish, or by its unit.
Quantity quantity_of(std::string_view name, std::string_view unit = {});

/// Depth and pressure grow downward.
constexpr bool points_down(Quantity q) { return q == Quantity::Depth || q == Quantity::Pressure; }

}  // namespace unweave

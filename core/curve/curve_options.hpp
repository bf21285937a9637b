// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

/// A colormap that the user gives: at least two colors, evenly spread over t in [0, 1].
struct GivenColormap {
  std::string name;
  std::vector<std::array<double, 3>> colors;  ///< sRGB-encoded, 0..1
  std::string family{};                       ///< of a known map
  /// What t = 0 and 1 stand for, by the map's file; nullopt: it says nothing.
  std::optional<ValueRange> values{};
  bool over_bar = false;  ///< `values` count even where the labels of a bar were read
  bool stepped = false;   ///< separate colors, whose values lie between edges at equal steps of t
  friend bool operator==(const GivenColormap&, const GivenColormap&) = default;
};

/// What the curve is chosen by.
struct CurveOptions {
  /// Take this map instead of looking for one (a gradient, a map of the catalog).
  std::optional<GivenColormap> colormap{};
  /// False: the catalog of known maps is not asked; the curve is the picture's own.
  bool use_catalog = true;
  /// The known maps; null: those that come with the program. Equal if it is the same object.
  std::shared_ptr<const Catalog> catalog{};
  friend bool operator==(const CurveOptions&, const CurveOptions&) = default;
};

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave {

/// A colormap that the user gives: at least two colours, evenly spread over t in [0, 1].
struct GivenColormap {
  std::string name;
  std::vector<std::array<double, 3>> colors;  ///< sRGB-encoded, 0..1
  std::string family{};                       ///< of a known map
  friend bool operator==(const GivenColormap&, const GivenColormap&) = default;
};

/// What the curve is chosen by.
struct CurveOptions {
  /// Take this map instead of looking for one.
  std::optional<GivenColormap> colormap{};
  /// False: the catalog of known maps is not asked; the curve is the picture's own.
  bool use_catalogue = true;
  /// The known maps; null: those that come with the program.
  std::shared_ptr<const Catalog> catalog{};
};

}  // namespace unweave

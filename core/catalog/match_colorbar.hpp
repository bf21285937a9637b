// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave {

/// A known map that a color bar shows, whole or in part.
struct ColorbarMatch {
  const Colormap* map = nullptr;  ///< that goes by the name: of equal ones the catalogue's first
  /// The table that is nearest to the bar: `map` itself, or the same colors rounded otherwise.
  const Colormap* table = nullptr;
  bool reversed = false;  ///< the bar's low end shows the map's last color
  /// Stretch of the map that the bar shows, in the map's own t, t0 < t1. The bar's position s in
  /// [0, 1] shows the map at t0 + s (t1 - t0), reversed: at t1 - s (t1 - t0).
  double t0 = 0, t1 = 1;
  double residual = 0;  ///< rms distance of the bar's colors from the map's, cube edge = 1
  /// Other maps that agree with the bar as well, though their colors differ by more than rounding.
  std::vector<std::string> ties{};
  /// Maps of the same colors that run the other way: the map's own direction says nothing then.
  std::vector<std::string> opposed{};

  /// Where on the bar the map's own t lies; outside [0, 1]: not on the bar.
  double on_bar(double t) const {
    const double s = (t - t0) / (t1 - t0);
    return reversed ? 1 - s : s;
  }
};

/// Finds the known map that agrees with a color bar *place by place*: far stronger evidence than
/// the colors alone, as order, speed and direction have to agree, too. The whole map is tried
/// first, either way round; then a stretch of it, which has to run at an even speed.
///
/// `colors`: sRGB-encoded, 0..1, evenly spaced along the bar, colors[i] at (i + 0.5) / size, at
/// least 16 of them (fewer match nothing). `noise`: standard deviation of a color about its true
/// one, a channel, as far as known; bounds what is accepted, together with the rounding of tables,
/// a pixel at the bar's ends and half an entry of the map. Too noisy a bar matches nothing.
///
/// Deterministic. Cost: 8 probes a map, then 64 for those that are near; a few milliseconds.
std::optional<ColorbarMatch> match_colorbar(const std::vector<std::array<double, 3>>& colors,
                                            double noise, const Catalog& catalog);

/// The same for the flat colors of a stepped bar, low to high, at least 5: even samples of a map
/// (at the steps' middles, or from its first to its last color) or a discrete map's own entries.
std::optional<ColorbarMatch> match_colorbar_levels(
    const std::vector<std::array<double, 3>>& level_colors, double noise, const Catalog& catalog);

}  // namespace unweave

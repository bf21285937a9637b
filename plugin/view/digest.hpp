// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/color_vision.hpp"
#include "core/recover.hpp"

namespace unweave::view {

/// A color that occurs in the plot area.
struct CloudPoint {
  Rgb8 color{};
  std::uint32_t count = 0;  ///< pixels, of those looked at
  bool data = false;        ///< near enough to the curve
};

/// What the drawings of a result need, read from the picture once. Small.
struct Digest {
  Report report;
  std::string
      value_title;  ///< of an axis of values: "Value", "Value (°C)" or "Position on the colormap"

  static constexpr int kBins = 64;
  std::vector<std::uint64_t> bins;  ///< kBins: pixels by t
  std::uint64_t looked_at = 0;      ///< pixels of the plot area that were looked at
  std::uint64_t with_data = 0;      ///< those of them with data

  static constexpr std::size_t kMaxPoints = 4000;
  std::vector<CloudPoint> cloud;  ///< the most frequent colors, rarest first

  /// Places of the map that readers without red and green cannot tell apart.
  std::optional<Lookalikes> lookalikes{};
};

/// Looks at every pixel of the plot area, or at whole rows spread evenly over it where there are
/// more than `max_pixels`.
Digest digest(const Recovery& recovery, const Report& report, const PixelSource& source,
              std::size_t max_pixels = 1'000'000);

}  // namespace unweave::view

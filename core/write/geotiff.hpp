// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/field/report.hpp"

namespace unweave {

/// The tags of the GeoTIFF standard (OGC 19-008r4) that tie a picture's pixels to its axes.
/// Empty vectors: the tag is not written.
struct GeoTags {
  static constexpr std::uint32_t pixel_scale_tag = 33550;
  static constexpr std::uint32_t tiepoint_tag = 33922;
  static constexpr std::uint32_t transformation_tag = 34264;
  static constexpr std::uint32_t key_directory_tag = 34735;

  std::vector<double> pixel_scale;     ///< 3: a pixel's width, height and 0; x right, y up
  std::vector<double> tiepoint;        ///< 6: (0, 0, 0) is at (x, y, 0)
  std::vector<double> transformation;  ///< 16: row-major 4 x 4, where x or y run the other way
  std::vector<std::uint16_t> keys;     ///< the key directory
};

/// Axes that are both linear give a transform; where they are also geographic (is_geographic())
/// the keys name WGS 84, else a user-defined system. Nullopt where no affine map exists.
std::optional<GeoTags> geo_tags(const Report& report, int width, int height);

}  // namespace unweave

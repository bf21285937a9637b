// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/geotiff.hpp"

#include "core/write/axes.hpp"

namespace unweave {

namespace {

// Names and codes of the standard, its section 7.1.
constexpr std::uint16_t key_version = 1, key_revision = 1, minor_revision = 0;
constexpr std::uint16_t GTModelTypeGeoKey = 1024, GTRasterTypeGeoKey = 1025,
                        GeodeticCRSGeoKey = 2048, GeogAngularUnitsGeoKey = 2054;
constexpr std::uint16_t ModelTypeGeographic = 2, RasterPixelIsArea = 1, CrsWgs84 = 4326,
                        AngularDegree = 9102;

/// A short value that stands in the directory itself: id, tag 0, count 1, value.
void add_key(std::vector<std::uint16_t>& keys, std::uint16_t id, std::uint16_t value) {
  keys.insert(keys.end(), {id, 0, 1, value});
  ++keys[3];
}

}  // namespace

std::optional<GeoTags> geo_tags(const Report& report, int width, int height) {
  const auto transform = pixel_transform(report, width, height);
  if (!transform) return std::nullopt;
  const auto [x, x_step, y, y_step] = *transform;
  const bool geographic = is_geographic(report);

  GeoTags tags;
  if (x_step > 0 && y_step < 0) {
    tags.pixel_scale = {x_step, -y_step, 0};
    tags.tiepoint = {0, 0, 0, x, y, 0};
  } else {
    tags.transformation = {x_step, 0, 0, x, 0, y_step, 0, y, 0, 0, 0, 0, 0, 0, 0, 1};
  }
  tags.keys = {key_version, key_revision, minor_revision, 0};
  // A model type without a coordinate reference system makes programs look for one.
  if (geographic) add_key(tags.keys, GTModelTypeGeoKey, ModelTypeGeographic);
  add_key(tags.keys, GTRasterTypeGeoKey, RasterPixelIsArea);
  if (geographic) {
    add_key(tags.keys, GeodeticCRSGeoKey, CrsWgs84);
    add_key(tags.keys, GeogAngularUnitsGeoKey, AngularDegree);
  }
  return tags;
}

}  // namespace unweave

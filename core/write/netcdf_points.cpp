// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/write/axes.hpp"
#include "core/write/cf_description.hpp"
#include "core/write/netcdf_file.hpp"
#include "core/write/points_table.hpp"

namespace unweave {

namespace {

/// EPSG:4326 as well-known text, which programs read whatever names they know.
constexpr const char* kWgs84 =
    "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,"
    "AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,"
    "AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]]"
    ","
    "AUTHORITY[\"EPSG\",\"4326\"]]";

/// A variable of the points, and its numbers.
struct Column {
  CfVariable described;
  std::vector<double> values;
  nc_type type = NC_DOUBLE;
  int id = -1;
};

CfVariable without_axis(CfVariable variable) {
  // Several points may share a coordinate: it is auxiliary (CF 1.8, 9.2), no axis of a grid.
  std::erase_if(variable.attributes, [](const auto& a) { return a.first == "axis"; });
  return variable;
}

std::vector<Column> columns_of(const Report& report) {
  PointColumns points = point_columns(report);
  CfVariable flag{
      "unsure",
      {{"long_name", "1 where a part of the marker is hidden or its color says little, else 0"}}};
  return {
      {without_axis(cf_x_axis(report)), std::move(points.x)},
      {without_axis(cf_y_axis(report)), std::move(points.y)},
      {cf_value(report), std::move(points.value)},
      {cf_plane("confidence", "probability that the value is within 1 % of the range of the truth",
                report, false),
       std::move(points.confidence)},
      {cf_plane("uncertainty", "standard deviation of the value", report, true),
       std::move(points.deviation)},
      {std::move(flag), std::move(points.unsure), NC_BYTE},
      {cf_plane("column", "column of pixels in the figure, from the left", report, false),
       std::move(points.column)},
      {cf_plane("row", "row of pixels in the figure, from the top", report, false),
       std::move(points.row)},
  };
}

void define(NetcdfFile& file, Column& column, int dimension) {
  column.id = file.variable(column.described.name.c_str(), column.type, {dimension});
  if (column.type == NC_DOUBLE) file.no_data(column.id, column.type);
  describe(file, column.id, column.described.attributes);
}

}  // namespace

void define_grid_mapping(NetcdfFile& file) {
  constexpr double kSemiMajorAxis = 6378137, kInverseFlattening = 298.257223563;
  const int crs = file.variable(kGridMapping, NC_INT, {});
  file.text(crs, "grid_mapping_name", "latitude_longitude");
  file.number(crs, "longitude_of_prime_meridian", NC_DOUBLE, 0);
  file.number(crs, "semi_major_axis", NC_DOUBLE, kSemiMajorAxis);
  file.number(crs, "inverse_flattening", NC_DOUBLE, kInverseFlattening);
  file.text(crs, "crs_wkt", kWgs84);
  file.text(crs, "spatial_ref", kWgs84);  // what GDAL has called it
}

Result<void> write_points_netcdf(AtomicFile& scratch, const Report& report) {
  // HDF5 asks for the real path of what it opens.
  if (auto named = scratch.give_name(); !named) return named;
  NetcdfFile file(scratch.scratch_path());
  std::vector<Column> columns = columns_of(report);
  const int dimension = file.dimension("obs", static_cast<int>(report.points->items.size()));
  for (Column& column : columns) define(file, column, dimension);
  const Column& value = columns[2];
  file.text(value.id, "coordinates", columns[1].described.name + " " + columns[0].described.name);
  file.text(value.id, "ancillary_variables", "confidence uncertainty unsure");
  if (is_geographic(report)) {
    define_grid_mapping(file);
    file.text(value.id, "grid_mapping", kGridMapping);
  }
  if (!value.values.empty()) {
    const auto [least, most] = std::ranges::minmax_element(value.values);
    file.range(value.id, NC_DOUBLE, *least, *most);
  }
  describe(file, NC_GLOBAL, cf_global(report));
  file.text(NC_GLOBAL, "featureType", "point");
  file.end_definitions();
  for (const Column& column : columns) file.put(column.id, column.values);
  file.close();
  if (!file.fine()) return tl::unexpected(scratch.diagnose(file.word()));
  return {};
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/write/axes.hpp"
#include "core/write/cf_description.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

constexpr const char* kGridMapping = "crs";
/// EPSG:4326 as well-known text, which programs read whatever names they know.
constexpr const char* kWgs84 =
    "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,"
    "AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,"
    "AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]]"
    ","
    "AUTHORITY[\"EPSG\",\"4326\"]]";

nc_type type_of(const FieldToWrite& field) { return field.read_doubles ? NC_DOUBLE : NC_FLOAT; }

/// An open file and the first error met; what comes after an error is left undone.
class NetcdfFile {
 public:
  explicit NetcdfFile(const std::string& path) {
    note(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id_));
    open_ = fine();
  }
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;
  ~NetcdfFile() { close(); }

  bool fine() const { return status_ == NC_NOERR; }
  const char* word() const { return nc_strerror(status_); }

  int dimension(const char* name, int length) {
    int id = -1;
    if (fine()) note(nc_def_dim(id_, name, static_cast<std::size_t>(length), &id));
    return id;
  }
  int variable(const char* name, nc_type type, const std::vector<int>& dimensions) {
    int id = -1;
    if (fine())
      note(
          nc_def_var(id_, name, type, static_cast<int>(dimensions.size()), dimensions.data(), &id));
    return id;
  }
  void number(int variable, const char* name, nc_type type, double value) {
    if (fine()) note(nc_put_att_double(id_, variable, name, type, 1, &value));
  }
  void text(int variable, const char* name, const std::string& value) {
    if (fine()) note(nc_put_att_text(id_, variable, name, value.size(), value.data()));
  }
  /// Of the variable's own type.
  void no_data(int variable, nc_type type) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    if (fine()) note(nc_put_att_double(id_, variable, "_FillValue", type, 1, &nan));
  }
  /// In chunks, which the library chooses, each deflated with the bytes of its numbers sorted:
  /// level 4 takes a tenth of the time of 9 and 2 % more room.
  void compress(int variable) {
    constexpr int kShuffle = 1, kDeflate = 1, kLevel = 4;
    if (fine()) note(nc_def_var_deflate(id_, variable, kShuffle, kDeflate, kLevel));
  }
  /// The least and the greatest value, in the variable's own type.
  void range(int variable, nc_type type, double least, double most) {
    // A conversion by the library refuses infinities.
    const double ends[] = {least, most};
    const float short_ends[] = {static_cast<float>(least), static_cast<float>(most)};
    if (!fine()) return;
    note(type == NC_DOUBLE ? nc_put_att_double(id_, variable, "actual_range", type, 2, ends)
                           : nc_put_att_float(id_, variable, "actual_range", type, 2, short_ends));
  }
  void end_definitions() {
    if (fine()) note(nc_enddef(id_));
  }
  void put(int variable, const std::vector<double>& values) {
    if (fine()) note(nc_put_var_double(id_, variable, values.data()));
  }
  void put(int variable, const std::vector<std::string>& texts) {
    std::vector<const char*> values;
    for (const std::string& text : texts) values.push_back(text.c_str());
    if (fine()) note(nc_put_var_string(id_, variable, values.data()));
  }
  template <class T>
  void put_rows(int variable, int y, int rows, int width, const T* values) {
    const std::size_t start[] = {static_cast<std::size_t>(y), 0};
    const std::size_t count[] = {static_cast<std::size_t>(rows), static_cast<std::size_t>(width)};
    if (fine()) note(nc_put_vara(id_, variable, start, count, values));
  }
  /// The library (4.9.0) crashes when a device fails while it closes a file, but not while it
  /// flushes one. What cannot be flushed is left open, and with it a descriptor; what can, is
  /// closed by two more calls, which write 48 bytes again.
  void close() {
    if (!open_) return;
    open_ = false;
    const int flushed = nc_sync(id_);
    note(flushed == NC_NOERR ? nc_close(id_) : flushed);
  }

 private:
  void note(int status) {
    if (fine()) status_ = status;
  }
  int id_ = -1;
  int status_ = NC_NOERR;
  bool open_ = false;
};

void describe(NetcdfFile& file, int variable, const CfAttributes& attributes) {
  for (const auto& [name, text] : attributes) file.text(variable, name.c_str(), text);
}

/// A coordinate variable with its bounds and, of a labeled matrix, names of its places.
struct Axis {
  CfVariable described;
  std::vector<double> values, edges;
  const std::vector<std::string>& names;
  const char* names_variable;
  int dimension = -1, variable = -1, bounds = -1, named = -1;

  std::string bounds_name() const { return described.name + "_bnds"; }

  void define(NetcdfFile& file, int ends) {
    variable = file.variable(described.name.c_str(), NC_DOUBLE, {dimension});
    describe(file, variable, described.attributes);
    file.text(variable, "bounds", bounds_name());
    bounds = file.variable(bounds_name().c_str(), NC_DOUBLE, {dimension, ends});
    if (names.empty()) return;
    named = file.variable(names_variable, NC_STRING, {dimension});
    file.text(named, "long_name", "name at the figure's axis");
  }
  void put(NetcdfFile& file) const {
    file.put(variable, values);
    std::vector<double> pairs;
    for (std::size_t i = 0; i < values.size(); ++i)
      pairs.insert(pairs.end(), {edges[i], edges[i + 1]});
    file.put(bounds, pairs);
    std::vector<std::string> texts;
    for (const std::string& name : names) texts.push_back(utf8(name));
    if (named >= 0) file.put(named, texts);
  }
  /// As GMT has it: nodes in the middle of cells that are all alike.
  bool is_even() const {
    constexpr double kRounding = 1e-6;  // of a step
    const double step = (edges.back() - edges.front()) / static_cast<double>(values.size());
    for (std::size_t i = 0; i < edges.size(); ++i)
      if (std::abs(edges[i] - edges.front() - step * static_cast<double>(i)) >
          kRounding * std::abs(step))
        return false;
    return true;
  }
};

/// CF 1.8, 5.6 and appendix F: longitude and latitude on WGS 84.
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

/// A plane's variable.
int define_plane(NetcdfFile& file, const FieldToWrite& field, const CfVariable& described,
                 const Axis& y, const Axis& x) {
  const nc_type type = type_of(field);
  const int id = file.variable(described.name.c_str(), type, {y.dimension, x.dimension});
  file.compress(id);
  file.no_data(id, type);
  describe(file, id, described.attributes);
  return id;
}

/// Its numbers, then the least and the greatest of them.
Result<void> put_plane(NetcdfFile& file, const AtomicFile& scratch, const FieldToWrite& field,
                       int variable) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  auto done = with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int row, int rows, std::span<const T> values) {
      file.put_rows(variable, row, rows, field.width, values.data());
      for (const T v : values)
        if (!std::isnan(v)) {
          least = std::min<double>(least, v);
          most = std::max<double>(most, v);
        }
      return file.fine() ? Result<void>()
                         : Result<void>(tl::unexpected(scratch.diagnose(file.word())));
    });
  });
  if (done && least <= most) file.range(variable, type_of(field), least, most);
  return done;
}

/// What belongs to the value, by name: its planes, and the names of columns and rows.
void relate(NetcdfFile& file, int value, const FieldToWrite& field, const Axis& y, const Axis& x,
            bool geographic) {
  const auto add = [](std::string& list, const std::string& name) {
    list += (list.empty() ? "" : " ") + name;
  };
  std::string planes, names;
  for (const FieldToWrite& plane : field.planes) add(planes, plane.name);
  for (const Axis* axis : {&y, &x})
    if (axis->named >= 0) add(names, axis->names_variable);
  if (!planes.empty()) file.text(value, "ancillary_variables", planes);
  if (!names.empty()) file.text(value, "coordinates", names);
  if (geographic) file.text(value, "grid_mapping", kGridMapping);
}

}  // namespace

Result<void> write_netcdf(AtomicFile& scratch, const FieldToWrite& field, const Report& report) {
  // HDF5 asks for the real path of what it opens.
  if (auto named = scratch.give_name(); !named) return named;
  NetcdfFile file(scratch.scratch_path());
  Axis y{cf_y_axis(report), y_coordinates(report, field.height), y_edges(report, field.height),
         report.row_names, "row_name"};
  Axis x{cf_x_axis(report), x_coordinates(report, field.width), x_edges(report, field.width),
         report.column_names, "column_name"};
  y.dimension = file.dimension(y.described.name.c_str(), field.height);
  x.dimension = file.dimension(x.described.name.c_str(), field.width);
  const int ends = file.dimension("bnds", 2);
  y.define(file, ends);
  x.define(file, ends);
  const bool geographic = is_geographic(report);
  if (geographic) define_grid_mapping(file);
  std::vector<std::pair<const FieldToWrite*, int>> variables;
  const auto define = [&](const FieldToWrite& plane, const CfVariable& described) {
    variables.emplace_back(&plane, define_plane(file, plane, described, y, x));
  };
  define(field, field.name.empty() ? cf_value(report)
                                   : cf_plane(field.name, field.long_name, report, true));
  relate(file, variables.front().second, field, y, x, geographic);
  for (const FieldToWrite& plane : field.planes)
    define(plane, cf_plane(plane.name, plane.long_name, report, plane.in_units));
  describe(file, NC_GLOBAL, cf_global(report));
  if (x.is_even() && y.is_even()) file.number(NC_GLOBAL, "node_offset", NC_INT, 1);
  file.end_definitions();

  y.put(file);
  x.put(file);
  for (const auto& [plane, variable] : variables)
    if (auto done = put_plane(file, scratch, *plane, variable); !done) return done;
  file.close();
  if (!file.fine()) return tl::unexpected(scratch.diagnose(file.word()));
  return {};
}

}  // namespace unweave

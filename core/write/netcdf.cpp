// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/write/axes.hpp"
#include "core/write/cf_description.hpp"
#include "core/write/format.hpp"
#include "core/write/netcdf_file.hpp"

namespace unweave {

namespace {

nc_type type_of(const FieldToWrite& field) { return field.read_doubles ? NC_DOUBLE : NC_FLOAT; }

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
  if (report.points) return write_points_netcdf(scratch, report);
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

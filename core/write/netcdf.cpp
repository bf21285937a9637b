// SPDX-License-Identifier: GPL-3.0-or-later
#include <netcdf.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/labels/date_text.hpp"
#include "core/labels/unit_text.hpp"
#include "core/version.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

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
  void text(int variable, const char* name, const std::string& value) {
    if (fine()) note(nc_put_att_text(id_, variable, name, value.size(), value.data()));
  }
  /// Of the variable's own type.
  void no_data(int variable, nc_type type) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    if (fine()) note(nc_put_att_double(id_, variable, "_FillValue", type, 1, &nan));
  }
  void end_definitions() {
    if (fine()) note(nc_enddef(id_));
  }
  void put(int variable, const std::vector<double>& values) {
    if (fine()) note(nc_put_var_double(id_, variable, values.data()));
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

struct AxisNames {
  const char* name;
  const char* long_name;  ///< where the figure has no title for it
  const char* axis;
};

/// What CF 1.8 says about a coordinate beyond its name: sections 4.3 (vertical), 4.4 (time).
void describe_axis(NetcdfFile& file, int variable, const AxisCalibration& axis, bool vertical) {
  const Quantity quantity = quantity_of(axis.title, axis.units);
  if (axis.time) {
    file.text(variable, "units", time_units(*axis.time));
    if (*axis.time == TimeBase::Epoch) {
      file.text(variable, "standard_name", "time");
      file.text(variable, "calendar", "standard");
    }
  } else if (!axis.units.empty()) {
    file.text(variable, "units", axis.units);
  } else if (axis.degrees) {
    file.text(variable, "units", "degree");
  }
  if (vertical && (quantity == Quantity::Depth || quantity == Quantity::Height))
    file.text(variable, "standard_name", quantity == Quantity::Depth ? "depth" : "height");
  if (vertical && points_down(quantity))
    file.text(variable, "positive", "down");
  else if (vertical && quantity == Quantity::Height)
    file.text(variable, "positive", "up");
}

/// A coordinate variable as CF 1.8, sections 4.1 and 4.2, wants it.
int define_axis(NetcdfFile& file, int dimension, const AxisNames& names, bool geographic,
                const std::optional<AxisCalibration>& calibration) {
  const int variable = file.variable(names.name, NC_DOUBLE, {dimension});
  file.text(variable, "axis", names.axis);
  const bool east = *names.axis == 'X';
  if (geographic) {
    file.text(variable, "standard_name", east ? "longitude" : "latitude");
    file.text(variable, "units", east ? "degrees_east" : "degrees_north");
    return variable;
  }
  const bool titled = calibration && !calibration->title.empty();
  file.text(variable, "long_name", titled ? utf8(calibration->title) : names.long_name);
  if (!calibration)
    file.text(variable, "units", "1");
  else
    describe_axis(file, variable, *calibration, !east);
  return variable;
}

int define_field(NetcdfFile& file, const std::vector<int>& dimensions, nc_type type,
                 const Report& report) {
  const int variable = file.variable("value", type, dimensions);
  const bool calibrated = report.range.source != RangeSource::None;
  file.no_data(variable, type);
  if (calibrated && !report.quantity.empty())
    file.text(variable, "long_name", utf8(report.quantity));
  else
    file.text(variable, "long_name",
              calibrated ? "value recovered from the colors of a figure"
                         : "position on the colormap of a figure, from 0 to 1");
  // CF: a quantity without units attribute has no dimension. Of a value nobody gave the unit of,
  // that would be a claim, but there is no other way to say "unknown".
  if (!calibrated)
    file.text(variable, "units", "1");
  else if (!report.units.empty())
    file.text(variable, "units", report.units);
  return variable;
}

}  // namespace

Result<void> write_netcdf(AtomicFile& scratch, const FieldToWrite& field, const Report& report) {
  // HDF5 asks for the real path of what it opens.
  if (auto named = scratch.give_name(); !named) return named;
  NetcdfFile file(scratch.scratch_path());
  const bool geographic = is_geographic(report);
  const AxisNames y_names = geographic ? AxisNames{"lat", "", "Y"}
                            : report.y_axis
                                ? AxisNames{"y", "vertical axis of the figure", "Y"}
                                : AxisNames{"y", "row of pixels in the figure, from the top", "Y"};
  const AxisNames x_names =
      geographic      ? AxisNames{"lon", "", "X"}
      : report.x_axis ? AxisNames{"x", "horizontal axis of the figure", "X"}
                      : AxisNames{"x", "column of pixels in the figure, from the left", "X"};
  const int y_dimension = file.dimension(y_names.name, field.height);
  const int x_dimension = file.dimension(x_names.name, field.width);
  const int y = define_axis(file, y_dimension, y_names, geographic, report.y_axis);
  const int x = define_axis(file, x_dimension, x_names, geographic, report.x_axis);
  const int value = define_field(file, {y_dimension, x_dimension},
                                 field.read_doubles ? NC_DOUBLE : NC_FLOAT, report);
  file.text(NC_GLOBAL, "Conventions", "CF-1.8");
  file.text(NC_GLOBAL, "title", "Data recovered from the figure " + utf8(report.figure));
  if (!report.title.empty()) file.text(NC_GLOBAL, "figure_title", utf8(report.title));
  file.text(NC_GLOBAL, "source", std::string("gimp-unweave ") + version());
  file.text(NC_GLOBAL, "provenance", provenance_json(report));
  file.end_definitions();

  file.put(y, coordinates(report.y_axis, report.plot_area.y, field.height));
  file.put(x, coordinates(report.x_axis, report.plot_area.x, field.width));
  const auto failure = [&] { return tl::unexpected(scratch.diagnose(file.word())); };
  auto done = with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int row, int rows, std::span<const T> values) {
      file.put_rows(value, row, rows, field.width, values.data());
      return file.fine() ? Result<void>() : Result<void>(failure());
    });
  });
  if (!done) return done;
  file.close();
  if (!file.fine()) return failure();
  return {};
}

}  // namespace unweave

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <netcdf.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "core/write/atomic_file.hpp"
#include "core/write/cf_description.hpp"

// What the writers of NetCDF share; not for use outside core/write.

namespace unweave {

inline constexpr const char* kGridMapping = "crs";

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

inline void describe(NetcdfFile& file, int variable, const CfAttributes& attributes) {
  for (const auto& [name, text] : attributes) file.text(variable, name.c_str(), text);
}

/// CF 1.8, 5.6 and appendix F: longitude and latitude on WGS 84, as the variable kGridMapping.
void define_grid_mapping(NetcdfFile& file);

/// The markers of report.points as discrete sampling geometry (CF 1.8, chapter 9: featureType
/// "point"): value(obs), with what belongs to it, at the coordinates x(obs) and y(obs), or lon and
/// lat.
Result<void> write_points_netcdf(AtomicFile& scratch, const Report& report);

}  // namespace unweave

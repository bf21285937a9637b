// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/field/report.hpp"
#include "core/result.hpp"
#include "core/write/atomic_file.hpp"
#include "core/write/text_style.hpp"

namespace unweave {

/// Gives rows [y, y + rows) of the field in the user's units: width * rows floats, row-major,
/// NaN = no data. Called with y rising from 0, each row once.
using RowReader = std::function<void(int y, int rows, float* out)>;
/// The same in 64 bits.
using DoubleRowReader = std::function<void(int y, int rows, double* out)>;

/// A field to be written: streamed, so that writing needs no full-size copy. For values that floats
/// of 32 bits cannot hold (float_precision()) there is `read_doubles` in the place of `read`, and
/// the file's floats have 64 bits.
struct FieldToWrite {
  int width = 0;
  int height = 0;
  RowReader read;
  DoubleRowReader read_doubles{};
  /// What it is in the formats that name it (ASCII), where it is not the value itself: "confidence"
  /// and "probability that …".
  std::string name{}, long_name{};
  bool in_units = false;  ///< such a plane is in the values' units
  /// What belongs to each value, of the same size, for the formats that hold several planes.
  std::vector<FieldToWrite> planes{};
  TextStyle style{};
};

/// File name extensions that can be written, without the dot: "npy", "csv", "xyz.csv", and as far
/// as the libraries were there at build time "tif" (libtiff) and "nc" (netCDF).
std::vector<std::string> data_formats();

/// True for a format that holds FieldToWrite::planes: that of the path, or the one named.
bool holds_planes(std::string_view path, std::string_view format = {});

/// Writes the field to `path` in the format of its extension (case does not matter; the longest
/// that fits). The file is written beside its final name, flushed and renamed: whole or not at all;
/// an existing file is replaced (AtomicFile has the details). `report` gives axes, units and
/// provenance to the formats that can hold them.
///
///   .npy      NumPy format 1.0, '<f4' ('<f8' for doubles), C order, shape (height, width)
///   .csv      a line a row, commas, "nan" for no data, the shortest form that reads back to the
///             same float, '\n' line ends; with TextStyle::axes a first line and a first column of
///             the names or coordinates of columns and rows
///   .xyz.csv  a title "x,y,value", or the names and units of the three as far as they are known
///             ("Longitude [degrees_east],Latitude [degrees_north],Temperature [degC]"), then a
///             line a pixel that has data, row by row. x and y are those of the pixel's center
///             in the axes' units, to twelve digits, or its column and row in the picture where the
///             axis is not calibrated; of a labeled matrix the names.
///   .tif      one band of floats, NaN = no data (tag GDAL_NODATA), strips deflated with the
///             predictor for floats; BigTIFF where 4 GB do not do; provenance in ImageDescription.
///             Linear axes become GeoTIFF's transform, where only one is known beside columns or
///             rows of the picture; longitude and latitude also its WGS 84; without those no
///             coordinate reference system is named.
///   .nc       NetCDF-4 after CF 1.8: value(y, x) with _FillValue NaN and actual_range (where there
///             is data), coordinate variables x, y (lon, lat where geographic, with a grid mapping)
///             and their bounds, names of columns and rows, the planes as ancillary variables; in
///             chunks, deflated; provenance as global attributes
///   .npz      NumPy's archive of "value", "x", "y", the planes, "column_names" and "row_names"
///             where there are any, and "report" (JSON), deflated
///   .mat      MATLAB 5, for more than 2 GB 7.3: the same names, deflated. Takes the memory of one
///             plane, since its order is by columns.
///
/// Same field and report, same bytes. Time and memory: a pass over the field in bands of about a
/// megabyte. `path` is UTF-8 / the file system's own bytes. Errors: UnknownFormat (also for a
/// missing extension, detail empty), FolderMissing, IsDirectory, PermissionDenied, DiskFull,
/// WriteFailed, OutOfMemory. Exceptions from `field.read` pass through, with no file left behind.
/// std::invalid_argument: a field without pixels or reader.
///
/// `format`, one of data_formats(), overrules the extension; for names made from a stem and a
/// format: the stem "a.xyz" in the format "csv" is a matrix.
Result<void> write_data_file(const std::string& path, const FieldToWrite& field,
                             const Report& report, std::string_view format = {});

/// The same in steps, for files that belong together: open all before the work (what cannot be
/// written is known at once), write all, then commit all. Without a commit nothing is left behind.
class DataFile {
 public:
  /// Errors: as for write_data_file.
  static Result<DataFile> open(const std::string& path, std::string_view format = {});
  /// Once. Errors: DiskFull, WriteFailed.
  Result<void> write(const FieldToWrite& field, const Report& report);
  /// Once, after write(). The file stands under its name now.
  Result<void> commit() { return file_.commit(); }
  /// For commit_together(), after write().
  AtomicFile& file() { return file_; }

 private:
  using Writer = Result<void> (*)(AtomicFile&, const FieldToWrite&, const Report&);
  DataFile(AtomicFile file, Writer writer) : file_(std::move(file)), writer_(writer) {}

  AtomicFile file_;
  Writer writer_;
};

/// The report as JSON (UTF-8, two spaces' indent, keys in a fixed order, trailing newline).
/// `messages` are the remarks as sentences in the user's language, made by the host.
std::string report_json(const Report& report, const std::vector<std::string>& messages);

/// The same of read_layout(): without the keys that say something of the field and its colors.
std::string layout_json(const Report& report, const std::vector<std::string>& messages);

/// Writes `text` to `path` whole or not at all. Errors as for write_data_file.
Result<void> write_text_file(const std::string& path, std::string_view text);

}  // namespace unweave

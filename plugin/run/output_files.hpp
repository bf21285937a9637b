// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/image/pixel_source.hpp"
#include "core/result.hpp"
#include "core/write/atomic_file.hpp"
#include "core/write/data_file.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// The path that a parameter's text means: itself, or what a file:// URI stands for.
/// Errors: InvalidOption (detail: "name=text").
Result<std::string> file_path(const std::string& text, const char* parameter);

/// Makes a folder and those above it; what goes wrong shows when a file is opened there.
void make_folder(const std::string& path);

/// The files of one run. They are opened before the work, so that what cannot be written is known
/// at once, and appear together when all is done; without commit() none of them does, whatever
/// ends the run. What an earlier report of the same name lists and nobody has changed since goes
/// with that report: no old confidence stands beside new data.
class OutputFiles {
 public:
  /// Errors: as for DataFile::open; InvalidOption for names that are not usable.
  static Result<OutputFiles> open(const Request& request);

  /// The files of another run join these: they appear with them.
  void join(OutputFiles other);

  /// A file that someone else writes: write_picture() takes it over. Errors: as for open().
  Result<void> open_picture(const std::string& path);
  /// The table of a scatter plot's markers, which shows only when the picture was looked at: beside
  /// the first data file, else the report; nothing without either. Errors: as for open().
  Result<void> open_points(const Request& request);
  /// Copies the file. Errors: ReadFailed, DiskFull, WriteFailed.
  Result<void> write_picture(const std::string& from);

  bool has_recolored() const { return recolored_.has_value(); }
  /// There is no recolored figure to write: its file does not appear, and what an earlier run left
  /// under its name goes with that run's report.
  void drop_recolored();
  /// Writes it; false from `step` ends the work early. Errors: as for write_png().
  Result<void> write_recolored(const PixelSource& picture, const std::function<bool(double)>& step);

  bool has_data() const { return !data_.empty(); }
  /// Path of the report; empty if there is none.
  std::string report() const { return reports_.empty() ? "" : reports_.front().kind; }
  /// Names of the files in the folder of `report`, without it, in the order of their opening.
  std::vector<std::string> names_beside(const std::string& report) const;
  bool has_drawings() const { return !drawings_.empty(); }
  /// What a data file holds, or one beside it where the request asks for that.
  enum class Plane { Values, Confidence, Uncertainty, Filled, Count, Spread };
  using PlaneToWrite = std::function<FieldToWrite(Plane)>;
  /// Reads each plane once for each of its data files. Exceptions of their read() pass through.
  Result<void> write(const PlaneToWrite& planes, const Report& report, const std::string& json);
  /// The drawings, as `render` makes them (the bytes of a file of that name and format).
  using Render = std::function<std::string(const DrawingFile&)>;
  Result<void> write_drawings(const Render& render);
  /// After an error all is as it was before. Errors: as for commit_together().
  Result<void> commit();

 private:
  struct Entry {
    DataFile file;
    Plane plane;
    bool holds_planes = false;  ///< those beside the values, too
  };
  template <class Kind>
  struct Text {
    Kind kind;
    AtomicFile file;
  };
  /// Errors: as for open(); a name that another of the files has.
  Result<void> open_data(const std::string& path, const std::string& format, Plane plane,
                         const std::string& given);
  Result<AtomicFile> open_text(const std::string& path, const char* parameter);
  Result<std::vector<std::string>> outdated() const;

  std::vector<std::string> paths_;  ///< of all files
  std::vector<Plane> planes_;       ///< beside the values
  TextStyle style_;
  std::vector<Entry> data_;
  std::vector<Text<DrawingFile>> drawings_;
  std::vector<Text<ColormapFile>> colormaps_;
  std::vector<Text<std::string>> reports_;  ///< its kind is the path
  std::vector<AtomicFile> points_;          ///< one at most, and those of joined runs
  std::optional<AtomicFile> picture_;
  std::optional<AtomicFile> recolored_;
};

}  // namespace unweave::plugin

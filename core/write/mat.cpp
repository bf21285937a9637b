// SPDX-License-Identifier: GPL-3.0-or-later
#include <matio.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/labels/plain_text.hpp"
#include "core/version.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"
#include "core/write/points_table.hpp"

namespace unweave {

namespace {

/// MATLAB's first format that holds compressed variables, of at most 2 GB each; later ones are
/// HDF5.
mat_ft version_for(const FieldToWrite& field) {
  const auto bytes = (field.read_doubles ? sizeof(double) : sizeof(float)) *
                     static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height);
  return bytes < std::size_t{std::numeric_limits<std::int32_t>::max()} ? MAT_FT_MAT5 : MAT_FT_MAT73;
}

/// An open file, after the first error of which nothing is done any more.
class MatFile {
 public:
  MatFile(const std::string& path, mat_ft format) {
    // Without a text of our own the library would write the time.
    const std::string head =
        std::string("MATLAB MAT-file, written by gimp-unweave ") + unweave::version();
    file_.reset(Mat_CreateVer(path.c_str(), head.c_str(), format));
    fine_ = file_ != nullptr;
  }

  bool fine() const { return fine_; }

  /// `data` in the order of columns.
  template <class T>
  void put(const std::string& name, int rows, int columns, std::vector<T>& data) {
    constexpr bool single = sizeof(T) == sizeof(float);
    put(name, single ? MAT_C_SINGLE : MAT_C_DOUBLE, single ? MAT_T_SINGLE : MAT_T_DOUBLE, rows,
        columns, data.data());
  }
  /// `text` is ASCII.
  void put_text(const std::string& name, std::string text) {
    put(name, MAT_C_CHAR, MAT_T_UTF8, 1, static_cast<int>(text.size()), text.data());
  }
  void put_texts(const std::string& name, const std::vector<std::string>& texts) {
    std::size_t sides[] = {texts.size(), 1};
    const Variable cell(Mat_VarCreate(name.c_str(), MAT_C_CELL, MAT_T_CELL, 2, sides, nullptr, 0));
    if (!fine_ || !(fine_ = cell != nullptr)) return;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string text = utf8(texts[i]);
      // The library counts characters, and would read as many as there are bytes.
      std::size_t length[] = {1, code_points(text).size()};
      Mat_VarSetCell(cell.get(), static_cast<int>(i),
                     Mat_VarCreate(nullptr, MAT_C_CHAR, MAT_T_UTF8, 2, length, text.data(), 0));
    }
    fine_ = Mat_VarWrite(file_.get(), cell.get(), MAT_COMPRESSION_NONE) == 0;
  }
  void close() {
    if (file_) fine_ = Mat_Close(file_.release()) == 0 && fine_;
  }
  /// The library does not look at what its writes return, nor does the file show what is missing:
  /// its numbers are read again.
  bool reads_back(const std::string& path) const {
    const std::unique_ptr<mat_t, Free> file(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
    return file && std::ranges::all_of(written_, [&](const auto& one) {
             const Variable variable(Mat_VarRead(file.get(), one.first.c_str()));
             return variable && variable->data &&
                    digest(variable->data, variable->nbytes) == one.second;
           });
  }

 private:
  struct Free {
    void operator()(mat_t* file) const { Mat_Close(file); }
    void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
  };
  using Variable = std::unique_ptr<matvar_t, Free>;

  static std::size_t digest(const void* data, std::size_t size) {
    return std::hash<std::string_view>()({static_cast<const char*>(data), size});
  }

  void put(const std::string& name, matio_classes kind, matio_types type, int rows, int columns,
           void* data) {
    std::size_t sides[] = {static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
    const Variable variable(
        Mat_VarCreate(name.c_str(), kind, type, 2, sides, data, MAT_F_DONT_COPY_DATA));
    fine_ =
        fine_ && variable && Mat_VarWrite(file_.get(), variable.get(), MAT_COMPRESSION_ZLIB) == 0;
    if (fine_ && kind != MAT_C_CHAR) written_.emplace_back(name, digest(data, variable->nbytes));
  }

  std::unique_ptr<mat_t, Free> file_;
  std::vector<std::pair<std::string, std::size_t>> written_;  ///< arrays of numbers
  bool fine_ = false;
};

void put_field(MatFile& file, const std::string& name, const FieldToWrite& field) {
  (void)with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    const auto width = static_cast<std::size_t>(field.width);
    const auto height = static_cast<std::size_t>(field.height);
    std::vector<T> by_columns(width * height);
    auto done = for_each_band<T>(field, [&](int first, int rows, std::span<const T> values) {
      for (std::size_t y = 0; y < static_cast<std::size_t>(rows); ++y)
        for (std::size_t x = 0; x < width; ++x)
          by_columns[x * height + static_cast<std::size_t>(first) + y] = values[y * width + x];
      return Result<void>();
    });
    file.put(name, field.height, field.width, by_columns);
    return done;
  });
}

}  // namespace

Result<void> write_mat(AtomicFile& scratch, const FieldToWrite& field, const Report& report) {
  if (auto named = scratch.give_name(); !named) return named;
  errno = 0;
  MatFile file(scratch.scratch_path(), version_for(field));
  // Numbers last: what is read again ends the file.
  file.put_text("report", provenance_json(report));
  if (!report.column_names.empty()) file.put_texts("column_names", report.column_names);
  if (!report.row_names.empty()) file.put_texts("row_names", report.row_names);
  std::vector<double> x = x_coordinates(report, field.width),
                      y = y_coordinates(report, field.height);
  file.put("x", 1, field.width, x);
  file.put("y", field.height, 1, y);
  put_field(file, field.name.empty() ? "value" : field.name, field);
  for (const FieldToWrite& plane : field.planes) put_field(file, plane.name, plane);
  for (auto& [name, values] : named_point_columns(report))
    file.put(name, static_cast<int>(values.size()), 1, values);
  file.close();
  const std::string word = errno ? std::strerror(errno) : "matio";
  if (!file.fine() || !file.reads_back(scratch.scratch_path()))
    return tl::unexpected(scratch.diagnose(word));
  return {};
}

}  // namespace unweave

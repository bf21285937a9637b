// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/data_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/try.hpp"
#include "core/write/atomic_file.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

constexpr int band_values = 1 << 18;

struct Format {
  std::string_view extension;
  Result<void> (*write)(AtomicFile&, const FieldToWrite&, const Report&);
  bool holds_planes = false;
};

constexpr std::array formats{
    Format{"npy", write_npy},         Format{"csv", write_csv}, Format{"xyz.csv", write_xyz_csv},
#ifdef UNWEAVE_TIFF
    Format{"tif", write_tiff},
#endif
#ifdef UNWEAVE_NETCDF
    Format{"nc", write_netcdf, true},
#endif
#ifdef UNWEAVE_ARCHIVE
    Format{"npz", write_npz, true},
#endif
#ifdef UNWEAVE_MATIO
    Format{"mat", write_mat, true},
#endif
};

/// ASCII only: the C library's own would depend on the user's locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool has_extension(std::string_view name, std::string_view extension) {
  if (name.size() < extension.size() + 2) return false;  // a letter and a dot at the least
  const std::string_view end = name.substr(name.size() - extension.size());
  return name[name.size() - extension.size() - 1] == '.' &&
         std::equal(end.begin(), end.end(), extension.begin(),
                    [](char a, char b) { return lower(a) == b; });
}

/// The longest extension that fits: "a.xyz.csv" is no matrix.
Result<Format> format_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const Format* found = nullptr;
  for (const Format& format : formats)
    if (has_extension(name, format.extension) &&
        (!found || format.extension.size() > found->extension.size()))
      found = &format;
  if (found) return *found;
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return fail(Reason::UnknownFormat);
  return fail(Reason::UnknownFormat, std::string(name.substr(dot + 1)));
}

Result<Format> format_named(std::string_view name) {
  for (const Format& format : formats)
    if (format.extension == name) return format;
  return fail(Reason::UnknownFormat, std::string(name));
}

}  // namespace

bool holds_planes(std::string_view path, std::string_view format) {
  const auto found = format.empty() ? format_of(path) : format_named(format);
  return found && found->holds_planes;
}

std::vector<std::string> data_formats() {
  std::vector<std::string> names;
  names.reserve(formats.size());
  for (const Format& format : formats) names.emplace_back(format.extension);
  return names;
}

namespace {

void read_rows(const FieldToWrite& field, int y, int rows, float* out) { field.read(y, rows, out); }
void read_rows(const FieldToWrite& field, int y, int rows, double* out) {
  field.read_doubles(y, rows, out);
}

}  // namespace

template <class T>
Result<void> for_each_band(const FieldToWrite& field, const BandSink<T>& sink) {
  const int rows = std::clamp(band_values / field.width, 1, field.height);
  std::vector<T> band(static_cast<std::size_t>(rows) * field.width);
  for (int y = 0; y < field.height; y += rows) {
    const int count = std::min(rows, field.height - y);
    const std::span<T> values(band.data(), static_cast<std::size_t>(count) * field.width);
    read_rows(field, y, count, values.data());
    for (T& value : values)
      if (std::isnan(value)) value = std::numeric_limits<T>::quiet_NaN();
    if (auto done = sink(y, count, values); !done) return done;
  }
  return {};
}

template Result<void> for_each_band(const FieldToWrite&, const BandSink<float>&);
template Result<void> for_each_band(const FieldToWrite&, const BandSink<double>&);

Result<DataFile> DataFile::open(const std::string& path, std::string_view format_name) {
  UNWEAVE_TRY(const auto format, format_name.empty() ? format_of(path) : format_named(format_name));
  UNWEAVE_TRY(AtomicFile file, AtomicFile::open(path));
  return DataFile(std::move(file), format.write);
}

Result<void> DataFile::write(const FieldToWrite& field, const Report& report) {
  if (field.width < 1 || field.height < 1 || (!field.read && !field.read_doubles))
    throw std::invalid_argument("an empty field for a data file");
  return writer_(file_, field, report);
}

Result<void> write_data_file(const std::string& path, const FieldToWrite& field,
                             const Report& report, std::string_view format) {
  UNWEAVE_TRY(DataFile file, DataFile::open(path, format));
  UNWEAVE_CHECK(file.write(field, report));
  return file.commit();
}

Result<void> write_text_file(const std::string& path, std::string_view text) {
  UNWEAVE_TRY(AtomicFile file, AtomicFile::open(path));
  UNWEAVE_CHECK(file.write(text.data(), text.size()));
  return file.commit();
}

}  // namespace unweave

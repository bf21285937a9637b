// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include "core/write/atomic_file.hpp"
#include "core/write/data_file.hpp"

// What the writers of the single formats share; not for use outside core/write.

namespace unweave {

/// Reads the field band by band, from the top, about a megabyte at a time, and hands each band
/// (y, rows, width * rows values) on until one fails. Every NaN arrives as the same quiet,
/// positive NaN, so that files are the same byte for byte whatever made the NaN.
template <class T>
using BandSink = std::function<Result<void>(int y, int rows, std::span<const T> values)>;
/// T: the field's own, float or double; see with_samples().
template <class T>
Result<void> for_each_band(const FieldToWrite& field, const BandSink<T>& sink);

/// Calls `write` with a value of the field's type.
template <class Write>
Result<void> with_samples(const FieldToWrite& field, Write write) {
  return field.read_doubles ? write(double{}) : write(float{});
}
/// The longest decimal form of a float or double, and a separator.
template <class T>
inline constexpr std::size_t kLongestNumber = sizeof(T) == sizeof(float) ? 16 : 25;

/// Writers: put the whole field into `file`, without committing it.
Result<void> write_npy(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_csv(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_xyz_csv(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_tiff(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_netcdf(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_npz(AtomicFile& file, const FieldToWrite& field, const Report& report);
Result<void> write_mat(AtomicFile& file, const FieldToWrite& field, const Report& report);

/// The report as one line of JSON in ASCII, without messages, the colormap's colors and the numbers
/// in cells, which would be most of it: for formats with a place for text.
std::string provenance_json(const Report& report);

/// The colormap's colors, "RRGGBB" apart by blanks; a quarter of their size as JSON.
std::string colors_text(const Report& report);

/// The text with U+FFFD in place of what is not UTF-8.
std::string utf8(const std::string& text);

}  // namespace unweave

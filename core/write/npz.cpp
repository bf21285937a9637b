// SPDX-License-Identifier: GPL-3.0-or-later
#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/labels/plain_text.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"
#include "core/write/npy_format.hpp"
#include "core/write/points_table.hpp"

namespace unweave {

namespace {

/// A zip archive of arrays, after the first error of which nothing is done any more.
class Npz {
 public:
  explicit Npz(AtomicFile& file) : file_(file), archive_(archive_write_new()) {
    // No padding behind the last entry. Times are left out: same data, same bytes.
    note(archive_write_set_format_zip(archive_.get()));
    note(archive_write_set_bytes_in_last_block(archive_.get(), 1));
    note(archive_write_open(archive_.get(), this, nullptr, on_write, nullptr));
  }

  /// Begins an array of so many bytes.
  void begin(const std::string& name, const std::string& type, const std::string& shape,
             std::size_t bytes) {
    const std::string header = npy_header(type, shape);
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), (name + ".npy").c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(header.size() + bytes));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kPermissions);
    if (written_) note(archive_write_header(archive_.get(), entry.get()));
    put(header.data(), header.size());
  }
  void put(const void* data, std::size_t size) {
    if (written_ && archive_write_data(archive_.get(), data, size) != static_cast<la_ssize_t>(size))
      note(ARCHIVE_FATAL);
  }
  template <class T>
  void put(std::span<const T> values) {
    const auto other_order = swapped(values);
    const void* bytes = values.data();
    if (!other_order.empty()) bytes = other_order.data();
    put(bytes, values.size_bytes());
  }
  Result<void> finish() {
    if (written_) note(archive_write_close(archive_.get()));
    return std::move(written_);
  }
  const Result<void>& so_far() const { return written_; }

 private:
  struct Free {
    void operator()(archive* a) const { archive_write_free(a); }
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
  };
  static constexpr unsigned kPermissions = 0644;

  static la_ssize_t on_write(archive* handle, void* self, const void* data, std::size_t size) {
    auto& npz = *static_cast<Npz*>(self);
    auto done = npz.file_.write(data, size);
    if (done) return static_cast<la_ssize_t>(size);
    npz.written_ = std::move(done);
    archive_set_error(handle, EIO, "write");
    return -1;
  }
  void note(int status) {
    if (status >= ARCHIVE_WARN || !written_) return;
    const char* word = archive_error_string(archive_.get());
    written_ = tl::unexpected(file_.diagnose(word ? word : ""));
  }

  AtomicFile& file_;
  Result<void> written_;
  // Behind what it writes to when it ends.
  std::unique_ptr<archive, Free> archive_;
};

void put_field(Npz& npz, const std::string& name, const FieldToWrite& field) {
  const std::string shape =
      "(" + std::to_string(field.height) + ", " + std::to_string(field.width) + ")";
  (void)with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    npz.begin(
        name, sizeof(T) == sizeof(double) ? "<f8" : "<f4", shape,
        sizeof(T) * static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height));
    return for_each_band<T>(field, [&](int, int, std::span<const T> values) {
      npz.put(values);
      return npz.so_far();
    });
  });
}

void put_axis(Npz& npz, const std::string& name, const std::vector<double>& values) {
  npz.begin(name, "<f8", "(" + std::to_string(values.size()) + ",)",
            values.size() * sizeof(double));
  npz.put(std::span<const double>(values));
}

/// Texts of NumPy: code points, as many for each as the longest has.
void put_texts(Npz& npz, const std::string& name, const std::string& shape,
               const std::vector<std::string>& texts) {
  std::vector<std::u32string> points;
  std::size_t longest = 1;
  for (const std::string& text : texts) {
    points.push_back(code_points(utf8(text)));
    longest = std::max(longest, points.back().size());
  }
  npz.begin(name, "<U" + std::to_string(longest), shape,
            points.size() * longest * sizeof(char32_t));
  for (std::u32string& text : points) {
    text.resize(longest, U'\0');
    npz.put(std::span<const char32_t>(text));
  }
}

void put_names(Npz& npz, const std::string& name, const std::vector<std::string>& names) {
  if (!names.empty()) put_texts(npz, name, "(" + std::to_string(names.size()) + ",)", names);
}

}  // namespace

Result<void> write_npz(AtomicFile& file, const FieldToWrite& field, const Report& report) {
  Npz npz(file);
  put_field(npz, field.name.empty() ? "value" : field.name, field);
  put_axis(npz, "x", x_coordinates(report, field.width));
  put_axis(npz, "y", y_coordinates(report, field.height));
  for (const FieldToWrite& plane : field.planes) put_field(npz, plane.name, plane);
  put_names(npz, "column_names", report.column_names);
  put_names(npz, "row_names", report.row_names);
  for (const auto& [name, values] : named_point_columns(report)) put_axis(npz, name, values);
  put_texts(npz, "report", "()", {provenance_json(report)});
  return npz.finish();
}

}  // namespace unweave

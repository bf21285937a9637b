// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/output_files.hpp"

#include <glib.h>
#include <glib/gstdio.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace unweave::plugin {

Result<std::string> file_path(const std::string& text, const char* parameter) {
  if (!text.starts_with("file:")) return text;
  gchar* path = g_filename_from_uri(text.c_str(), nullptr, nullptr);
  if (!path) return fail(Reason::InvalidOption, std::string(parameter) + "=" + text);
  std::string result(path);
  g_free(path);
  return result;
}

Result<OutputFiles> OutputFiles::open(const Request& request) {
  OutputFiles files;
  for (std::size_t i = 0; i < request.data_files.size(); ++i) {
    const std::string& text = request.data_files[i];
    const auto path = file_path(text, "data-file");
    if (!path) return tl::unexpected(path.error());
    if (std::ranges::any_of(files.data_, [&](const Entry& e) { return e.path == *path; }))
      return fail(Reason::InvalidOption, "data-file=" + text);
    const bool existed = g_file_test(path->c_str(), G_FILE_TEST_EXISTS);
    auto file = DataFile::open(
        *path, request.data_formats.empty() ? std::string_view{} : request.data_formats.at(i));
    if (!file) return tl::unexpected(file.error());
    files.data_.push_back({*path, existed, std::move(*file)});
  }
  if (request.report_file.empty()) return files;
  const auto path = file_path(request.report_file, "report-file");
  if (!path) return tl::unexpected(path.error());
  if (std::ranges::any_of(files.data_, [&](const Entry& e) { return e.path == *path; }))
    return fail(Reason::InvalidOption, "report-file=" + request.report_file);
  auto file = AtomicFile::open(*path);
  if (!file) return tl::unexpected(file.error());
  files.report_path_ = *path;
  files.report_ = std::move(*file);
  return files;
}

Result<void> OutputFiles::write(const FieldToWrite& field, const Report& report,
                                const std::string& json) {
  for (auto& entry : data_)
    if (auto written = entry.file.write(field, report); !written) return written;
  return report_ ? report_->write(json.data(), json.size()) : Result<void>();
}

Result<void> OutputFiles::commit() {
  Result<void> result;
  std::size_t done = 0;
  for (; result && done < data_.size(); ++done) result = data_[done].file.commit();
  if (result && report_) result = report_->commit();
  if (result) return result;
  for (std::size_t i = 0; i < done; ++i)
    if (!data_[i].existed) g_unlink(data_[i].path.c_str());
  return result;
}

}  // namespace unweave::plugin

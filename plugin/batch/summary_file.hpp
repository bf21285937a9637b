// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace unweave::batch {

/// A file of lines of JSON, one a figure, to which several commands may write at a time.
class SummaryFile {
 public:
  /// Opens it for appending; made if it is missing. Throws CommandError (kSomeFailed).
  explicit SummaryFile(std::string path);
  ~SummaryFile();
  SummaryFile(const SummaryFile&) = delete;
  SummaryFile& operator=(const SummaryFile&) = delete;

  /// The line, with its end, in one write. Throws CommandError (kSomeFailed).
  void append(const std::string& line);
  /// Leaves out the lines for which `keep` is false, and what is no whole line: the file is
  /// replaced whole. Lines that others append meanwhile are not lost. Throws CommandError.
  void filter(const std::function<bool(std::string_view line)>& keep);

 private:
  void open();
  bool is_replaced() const;
  [[noreturn]] void refuse() const;

  std::string path_;
  int fd_ = -1;
};

}  // namespace unweave::batch

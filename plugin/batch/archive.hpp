// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace unweave::batch {

/// True for names of tar archives, also compressed ones.
bool is_archive_name(std::string_view name);

/// The pictures in a tar archive, one after the other. Throws std::runtime_error with the library's
/// words when the archive cannot be read.
class PictureArchive {
 public:
  explicit PictureArchive(const std::string& path);

  /// Goes to the next regular file that starts as a picture does. False behind the last one.
  bool next();
  /// Its path in the archive, any bytes.
  const std::string& member() const { return member_; }
  /// Writes it to the new file `path`; once for each next().
  void extract(const std::string& path);

 private:
  struct Close {
    void operator()(archive* handle) const;
  };
  [[noreturn]] void fail() const;

  std::unique_ptr<archive, Close> handle_;
  std::string member_, head_;
};

}  // namespace unweave::batch

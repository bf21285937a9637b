// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace unweave {

/// A file that appears under its name whole or not at all. Its bytes go to a scratch file in the
/// same folder; commit() flushes that to the device and renames it over the final name. Without
/// a commit the scratch file is gone when the object is: after an error, an exception and, where
/// the file system has unnamed files (Linux, O_TMPFILE), even after the process was killed.
///
/// - An existing file keeps its permission bits and, where the system lets us, its owner and
///   group; a new one gets the user's umask. Hard links, ACLs and extended attributes of a
///   replaced file are not kept.
/// - A file that is write-protected is not replaced, though its folder would allow it.
/// - A symbolic link stays; the file it points to (existing or not) is written.
/// - Devices, pipes and sockets are refused: renaming over them would destroy them.
/// - Names are bytes: any encoding, any byte but NUL.
class AtomicFile {
 public:
  /// How the scratch file is made. Named is what Unnamed falls back to where the file system
  /// lacks unnamed files.
  enum class Scratch { Unnamed, Named };

  /// How names of scratch files start.
  static constexpr std::string_view scratch_prefix = ".unweave-";

  /// Removes from `folder` the scratch files whose writer was killed, where the file system has no
  /// unnamed ones. Those in work are locked and stay.
  static void remove_orphans(const std::string& folder);

  /// Opens a scratch file beside `path`. Errors: FolderMissing (detail: the folder), IsDirectory,
  /// PermissionDenied, DiskFull, OutOfMemory, WriteFailed.
  static Result<AtomicFile> open(const std::string& path, Scratch scratch = Scratch::Unnamed);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) noexcept;
  ~AtomicFile();

  /// Appends `size` bytes. Not buffered: give blocks, not crumbs.
  Result<void> write(const void* data, std::size_t size);

  /// Flushes, checks and renames. The object takes no more writes, whatever the outcome.
  Result<void> commit();

  /// For libraries that write by themselves: a descriptor open for reading and writing, owned by
  /// this object, and a name under which the scratch file can be opened until commit().
  int descriptor() const { return fd_; }
  std::string scratch_path() const;
  /// For a library that is content with nothing less than a name in the folder. From now on a
  /// killed process leaves the scratch file behind.
  Result<void> give_name();

  /// The failure of a library that does not say what went wrong: DiskFull if no further block of
  /// 64 KiB finds room, else WriteFailed with `word`. Only for a file that will not be committed.
  Failure diagnose(const std::string& word) const;

 private:
  AtomicFile() = default;
  void discard() noexcept;

  int fd_ = -1;
  std::string path_;     // as the caller wrote it, for messages
  std::string target_;   // the same with symbolic links resolved
  std::string scratch_;  // name of the scratch file; empty while it is unnamed
};

}  // namespace unweave

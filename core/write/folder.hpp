// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "core/result.hpp"
#include "core/write/descriptor.hpp"

// What the files of results need of the folders that they stand in. Folders are held by
// descriptors, so that all is done in the same folder, whatever becomes of its name meanwhile.

namespace unweave {

/// "a/b" -> "a", "b" -> ".", "/b" -> "/".
std::string folder_of(const std::string& path);

/// The failure that an errno stands for, at a path.
tl::unexpected<Failure> system_failure(int error, const std::string& path);

/// For finding things in the folder, which needs no right to list it. Empty: errno says why.
Descriptor open_folder(const std::string& path);

/// True if someone else can put files into the folder: by its permission bits (those of an access
/// control list show in the group's), or as its owner, unless that is root.
bool others_can_write(int folder);

/// Of the name itself, not of what a link points to; nothing if there is none (or it is out of
/// reach).
std::optional<struct stat> status_of(int folder, const std::string& name);

/// Has the device keep what was written. 0, or -1 with errno; file systems that have nothing to
/// flush to are no error.
int flush(int fd);
/// The same for the folder's names; one that cannot be listed cannot be flushed either: no error.
int flush_names(int folder);

/// Takes the lock on an open file that whoever works with it holds; it ends with the descriptor.
/// False if another has it, or locks of this kind (F_OFD_SETLK) are missing. Not flock(), which
/// HDF5 uses on the files that it writes.
bool lock_file(int fd);

/// One commit at a time in a folder. Nothing is locked where the folder cannot be listed or the
/// file system knows no such locks.
class FolderLock {
 public:
  FolderLock() = default;
  /// Waits while another has it, up to kLongest; then false.
  bool take(int folder);

 private:
  Descriptor fd_;
};

}  // namespace unweave

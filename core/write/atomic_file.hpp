// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <ctime>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/write/descriptor.hpp"
#include "core/write/scratch_folder.hpp"

namespace unweave {

/// A file that appears under its name whole or not at all. Its bytes go to a scratch file in the
/// same folder; a commit, alone or together with others, flushes that to the device and gives it
/// its name. Without a commit the scratch file is gone when the object is: after an error, an
/// exception and, where the file system has unnamed files (Linux, O_TMPFILE), even after the
/// process was killed.
///
/// - A new file gets the user's umask. An existing one keeps its permission bits and, where the
///   system lets us, its owner and group; but of somebody else's file in a folder that others can
///   write to, nothing is kept. Hard links, ACLs and extended attributes of a replaced file are not
///   kept.
/// - A file that is write-protected is not replaced, though its folder would allow it.
/// - A symbolic link in a folder that nobody else can write to stays, and the file it points to
///   (existing or not) is written. In any other folder no link is followed: the file takes its
///   place.
/// - Devices, pipes and sockets are refused: renaming over them would destroy them.
/// - Names are bytes: any encoding, any byte but NUL.
/// - The folder is the one that was there at open(), whatever its name means by now.
class AtomicFile {
 public:
  /// How the scratch file is made. Named is what Unnamed falls back to where the file system
  /// lacks unnamed files.
  enum class Scratch { Unnamed, Named };

  /// Opens a scratch file beside `path`. Errors: FolderMissing (detail: the folder), IsDirectory,
  /// PermissionDenied, DiskFull, OutOfMemory, WriteFailed.
  static Result<AtomicFile> open(const std::string& path, Scratch scratch = Scratch::Unnamed);

  /// Appends `size` bytes. Not buffered: give blocks, not crumbs.
  Result<void> write(const void* data, std::size_t size);

  /// commit_together() of this file alone.
  Result<void> commit();

  const std::string& path() const { return path_; }
  /// For libraries that write by themselves: a descriptor open for reading and writing, owned by
  /// this object, and a name under which the scratch file can be opened until the commit.
  int descriptor() const { return fd_.get(); }
  std::string scratch_path() const;
  /// For a library that is content with nothing less than a name in a folder. From now on a
  /// killed process leaves the scratch file behind, for undo_interrupted_commits().
  Result<void> give_name();

  /// The failure of a library that does not say what went wrong: DiskFull if no further block of
  /// 64 KiB finds room, else WriteFailed with `word`. Only for a file that will not be committed.
  Failure diagnose(const std::string& word) const;

  AtomicFile(AtomicFile&& other) noexcept = default;
  AtomicFile& operator=(AtomicFile&& other) noexcept;
  ~AtomicFile() { discard(); }

 private:
  friend class Commit;
  AtomicFile() = default;
  Result<void> find_place(const std::string& path);
  Result<void> open_scratch(const std::optional<struct stat>& old, Scratch scratch);
  int stage(const ScratchFolder& folder, const std::string& name, const timespec& time);
  void discard() noexcept;

  Descriptor folder_;        // that holds the name
  std::string folder_path_;  // as far as it is known
  std::string name_;         // in the folder
  std::string path_;         // as the caller wrote it, for messages
  Descriptor fd_;
  std::optional<ScratchFolder> named_;  // holds the scratch file as new-0; none while it is unnamed
};

/// Says which older files are to disappear when the new ones appear: paths in the same folders.
using OlderFiles = std::function<Result<std::vector<std::string>>()>;

/// Makes all of them appear or, after an error, none: what stood under their names comes back.
/// `gone` is called when no other commit is at work in their folders any more; a name without a
/// file is none, and so is one in another folder. The files take no more writes, whatever the
/// outcome.
///
/// All files are flushed to the device before the first gets its name, and the names before this
/// returns. They bear one time of modification, by which they can be told to belong together. A
/// process that is killed in between leaves in each folder what is needed to undo its part there:
/// undo_interrupted_commits(), or the next commit in that folder, does so. Two commits in one
/// folder wait for each other.
///
/// Errors: as for open(), with the path of the file that was to blame.
Result<void> commit_together(std::span<AtomicFile* const> files, const OlderFiles& gone = {});

/// Brings back what commits of killed processes have left half done in the folder, and removes
/// their scratch files. Commits in work stay as they are, and so does anything that merely has
/// such a name.
void undo_interrupted_commits(const std::string& folder);

}  // namespace unweave

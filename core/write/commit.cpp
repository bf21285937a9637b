// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/try.hpp"
#include "core/write/atomic_file.hpp"
#include "core/write/folder.hpp"

namespace unweave {

/// A commit of several files: stage(), lock(), begin(), perform(), hold(); what a failure in
/// between has changed is undone with the object.
class Commit {
 public:
  Commit(std::span<AtomicFile* const> files, const OlderFiles& gone) : files_(files), gone_(gone) {
    clock_gettime(CLOCK_REALTIME, &time_);
    for (AtomicFile* file : files) place(*file);
    // Always in one order, so that two commits never wait for each other in a ring.
    std::ranges::sort(parts_, {}, &Part::identity);
  }
  ~Commit() {
    for (AtomicFile* file : files_) file->discard();
  }
  Commit(const Commit&) = delete;
  Commit& operator=(const Commit&) = delete;

  Result<void> run() {
    for (const auto step :
         {&Commit::stage, &Commit::lock, &Commit::begin, &Commit::perform, &Commit::hold})
      if (auto done = (this->*step)(); !done) return done;
    return {};
  }

 private:
  struct Member {
    AtomicFile* file;  ///< null: only the name goes
    std::string name, path;
  };
  /// What the commit does in one folder.
  struct Part {
    std::pair<dev_t, ino_t> identity;
    int folder;
    std::vector<Member> members;
    FolderLock lock;  ///< until the scratch folder, declared after it, is gone
    std::optional<ScratchFolder> scratch;
  };

  static std::pair<dev_t, ino_t> identity_of(int folder) {
    struct stat info {};
    (void)fstat(folder, &info);
    return {info.st_dev, info.st_ino};
  }

  void place(AtomicFile& file) {
    const auto identity = identity_of(file.folder_.get());
    auto part = std::ranges::find(parts_, identity, &Part::identity);
    if (part == parts_.end())
      part = parts_.insert(part, Part{identity, file.folder_.get(), {}, {}, {}});
    part->members.push_back({&file, file.name_, file.path_});
  }

  Result<void> place(const std::string& gone) {
    const Descriptor folder = open_folder(folder_of(gone));
    if (!folder) return errno == ENOENT ? Result<void>() : system_failure(errno, gone);
    const auto part = std::ranges::find(parts_, identity_of(folder.get()), &Part::identity);
    if (part != parts_.end())
      part->members.push_back({nullptr, gone.substr(gone.rfind('/') + 1), gone});
    return {};
  }

  /// The new files into the scratch folders, flushed.
  Result<void> stage() {
    for (Part& part : parts_) {
      auto made = ScratchFolder::make(part.folder);
      if (!made) return system_failure(made.error(), part.members.front().path);
      part.scratch = *std::move(made);
      for (std::size_t i = 0; i < part.members.size(); ++i) {
        AtomicFile* file = part.members[i].file;
        if (file && file->stage(*part.scratch, ScratchFolder::new_name(i), time_) != 0)
          return system_failure(errno, file->path_);
      }
    }
    return {};
  }

  Result<void> lock() {
    for (Part& part : parts_) {
      if (!part.lock.take(part.folder))
        return system_failure(EWOULDBLOCK, part.members.front().path);
      ScratchFolder::undo_interrupted(part.folder);
    }
    if (!gone_) return {};
    UNWEAVE_TRY(const auto gone, gone_());
    for (const std::string& path : gone) UNWEAVE_CHECK(place(path));
    return {};
  }

  /// The journals.
  Result<void> begin() {
    for (Part& part : parts_) {
      const std::string& path = part.members.front().path;
      std::vector<CommitStep> steps;
      std::set<std::string> names;
      for (std::size_t i = 0; i < part.members.size(); ++i) {
        const Member& member = part.members[i];
        if (!names.insert(member.name).second) return system_failure(EEXIST, member.path);
        const auto fresh = status_of(part.scratch->fd(), ScratchFolder::new_name(i));
        if (member.file && !fresh) return system_failure(errno, member.path);
        steps.push_back({member.name, member.file ? fresh->st_ino : 0});
      }
      if (part.scratch->begin(std::move(steps)) != 0) return system_failure(errno, path);
    }
    return {};
  }

  /// The names.
  Result<void> perform() {
    for (Part& part : parts_) {
      for (std::size_t i = 0; i < part.members.size(); ++i)
        if (part.scratch->perform(i) != 0) return system_failure(errno, part.members[i].path);
      if (flush_names(part.folder) != 0) return system_failure(errno, part.members.front().path);
    }
    return {};
  }

  Result<void> hold() {
    for (std::size_t done = 0; done < parts_.size(); ++done) {
      if (parts_[done].scratch->hold() == 0) continue;
      const int error = errno;
      for (std::size_t i = 0; i < done; ++i) parts_[i].scratch->take_back();
      return system_failure(error, parts_[done].members.front().path);
    }
    return {};
  }

  std::span<AtomicFile* const> files_;
  const OlderFiles& gone_;
  timespec time_{};
  std::vector<Part> parts_;
};

Result<void> commit_together(std::span<AtomicFile* const> files, const OlderFiles& gone) {
  if (files.empty()) return {};
  return Commit(files, gone).run();
}

void undo_interrupted_commits(const std::string& path) {
  const Descriptor folder = open_folder(path);
  FolderLock lock;
  if (folder && lock.take(folder.get())) ScratchFolder::undo_interrupted(folder.get());
}

}  // namespace unweave

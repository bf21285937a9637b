// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "core/try.hpp"
#include "core/write/folder.hpp"

namespace unweave {

namespace {

constexpr int max_links = 40;  // as the kernel's own limit on a chain of symbolic links
constexpr mode_t permission_bits = 0777;

/// Where a link in the folder points to; empty: errno says why.
std::string link_target(int folder, const std::string& name, std::size_t size) {
  std::string to(size + 1, '\0');
  ssize_t length = readlinkat(folder, name.c_str(), to.data(), to.size());
  while (length == static_cast<ssize_t>(to.size())) {  // it grew, or the system gave no size
    to.resize(2 * to.size());
    length = readlinkat(folder, name.c_str(), to.data(), to.size());
  }
  to.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  return to;
}

Descriptor open_unnamed(int folder, mode_t mode) {
#ifdef O_TMPFILE
  Descriptor fd(retry([&] { return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode); }));
  if (!fd) return fd;
  // It gets its name, and libraries reach it, through /proc.
  const std::string link = "/proc/self/fd/" + std::to_string(fd.get());
  if (access(link.c_str(), R_OK | W_OK) == 0) return fd;
#else
  (void)folder;
  (void)mode;
#endif
  errno = EOPNOTSUPP;
  return {};
}

Descriptor open_named(const ScratchFolder& folder, mode_t mode) {
  const std::string name = ScratchFolder::new_name(0);
  return Descriptor(retry([&] {
    return openat(folder.fd(), name.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
  }));
}

/// Gives the open file a name; -1: errno says why.
int link_open_file(int fd, int folder, const std::string& name) {
  const std::string from = "/proc/self/fd/" + std::to_string(fd);
  return linkat(AT_FDCWD, from.c_str(), folder, name.c_str(), AT_SYMLINK_FOLLOW);
}

}  // namespace

/// Opens the folder, following links where nobody else can have put them.
Result<void> AtomicFile::find_place(const std::string& path) {
  std::string at = path;
  for (int i = 0; i < max_links; ++i) {
    folder_path_ = folder_of(at);
    name_ = at.substr(at.rfind('/') + 1);  // npos + 1 == 0
    folder_ = open_folder(folder_path_);
    if (!folder_) {
      if (errno == ENOENT || errno == ENOTDIR) return fail(Reason::FolderMissing, folder_path_);
      return system_failure(errno, path);
    }
    const auto there = status_of(folder_.get(), name_);
    if (!there && errno != ENOENT) return system_failure(errno, path);
    if (!there || !S_ISLNK(there->st_mode) || others_can_write(folder_.get())) return {};
    const std::string to =
        link_target(folder_.get(), name_, static_cast<std::size_t>(there->st_size));
    if (to.empty()) return system_failure(errno, path);
    at = to.starts_with('/') ? to : folder_path_ + "/" + to;
  }
  return system_failure(ELOOP, path);
}

Result<void> AtomicFile::open_scratch(const std::optional<struct stat>& old, Scratch scratch) {
  const int folder = folder_.get();
  const bool like_old =
      old && S_ISREG(old->st_mode) && (old->st_uid == geteuid() || !others_can_write(folder));
  const mode_t mode = like_old ? 0600 : 0666;  // the old file's own bits are set below
  if (scratch == Scratch::Unnamed) fd_ = open_unnamed(folder, mode);
  if (!fd_) {
    auto made = ScratchFolder::make(folder);
    if (!made) return system_failure(made.error(), path_);
    named_ = *std::move(made);
    fd_ = open_named(*named_, mode);
  }
  if (!fd_) return system_failure(errno, path_);
  if (!like_old) return {};
  // Owner first: changing it can clear mode bits. Only root may give files away, so a refusal
  // is normal and the file is then the writer's own.
  if (fchown(fd_.get(), old->st_uid, old->st_gid) != 0) errno = 0;
  if (fchmod(fd_.get(), old->st_mode & permission_bits) != 0) return system_failure(errno, path_);
  return {};
}

Result<AtomicFile> AtomicFile::open(const std::string& path, Scratch scratch) {
  if (path.empty() || path.find('\0') != std::string::npos) return system_failure(EINVAL, path);
  if (path.ends_with('/')) return fail(Reason::IsDirectory, path);
  AtomicFile file;
  file.path_ = path;
  UNWEAVE_CHECK(file.find_place(path));
  if (file.name_.empty() || file.name_ == "." || file.name_ == "..")
    return fail(Reason::IsDirectory, path);
  const auto old = status_of(file.folder_.get(), file.name_);
  if (old && S_ISDIR(old->st_mode)) return fail(Reason::IsDirectory, path);
  if (old && !S_ISREG(old->st_mode) && !S_ISLNK(old->st_mode))
    return fail(Reason::WriteFailed, path + ": " + "not a regular file");
  if (old && S_ISREG(old->st_mode) &&
      faccessat(file.folder_.get(), file.name_.c_str(), W_OK, AT_EACCESS) != 0)
    return system_failure(errno, path);
  UNWEAVE_CHECK(file.open_scratch(old, scratch));
  return file;
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this == &other) return *this;
  discard();
  folder_ = std::move(other.folder_);
  folder_path_ = std::move(other.folder_path_);
  name_ = std::move(other.name_);
  path_ = std::move(other.path_);
  fd_ = std::move(other.fd_);
  named_ = std::exchange(other.named_, std::nullopt);
  return *this;
}

void AtomicFile::discard() noexcept {
  // A library that met a full disk may keep the file open: its room is to be free all the same.
  if (fd_ && ftruncate(fd_.get(), 0) != 0) errno = 0;
  fd_.close();
  named_.reset();
}

Result<void> AtomicFile::write(const void* data, std::size_t size) {
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t done = retry([&] { return ::write(fd_.get(), at, size); });
    if (done < 0) return system_failure(errno, path_);
    at += done;
    size -= static_cast<std::size_t>(done);
  }
  return {};
}

std::string AtomicFile::scratch_path() const {
  if (!named_) return "/proc/self/fd/" + std::to_string(fd_.get());
  return folder_path_ + "/" + named_->name() + "/" + ScratchFolder::new_name(0);
}

Failure AtomicFile::diagnose(const std::string& word) const {
  static constexpr std::array<char, 65536> block{};
  const off_t end = lseek(fd_.get(), 0, SEEK_END);
  std::size_t left = block.size();
  while (end >= 0 && left > 0) {
    const ssize_t done = retry([&] { return ::write(fd_.get(), block.data(), left); });
    if (done < 0 && (errno == ENOSPC || errno == EDQUOT)) return {Reason::DiskFull, path_};
    if (done <= 0) break;
    left -= static_cast<std::size_t>(done);
  }
  return {Reason::WriteFailed, path_ + ": " + word};
}

Result<void> AtomicFile::give_name() {
  if (named_) return {};
  auto made = ScratchFolder::make(folder_.get());
  if (!made) return system_failure(made.error(), path_);
  if (link_open_file(fd_.get(), made->fd(), ScratchFolder::new_name(0)) != 0)
    return system_failure(errno, path_);
  named_ = *std::move(made);
  return {};
}

/// Flushes it, moves it into the folder of a commit and closes it. 0, or -1 with errno.
int AtomicFile::stage(const ScratchFolder& folder, const std::string& name, const timespec& time) {
  const std::array<timespec, 2> times{time, time};
  if (futimens(fd_.get(), times.data()) != 0) errno = 0;  // only tells what belongs together
  // A full disk may show only now, where space is reserved late (network file systems, quotas).
  if (flush(fd_.get()) != 0) return -1;
  const std::string own = ScratchFolder::new_name(0);
  const int moved = named_ ? renameat(named_->fd(), own.c_str(), folder.fd(), name.c_str())
                           : link_open_file(fd_.get(), folder.fd(), name);
  if (moved != 0 || !fd_.close()) return -1;
  named_.reset();
  return 0;
}

Result<void> AtomicFile::commit() {
  AtomicFile* const self = this;
  return commit_together({&self, 1});
}

}  // namespace unweave

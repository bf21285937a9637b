// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace unweave {

namespace {

// A commit takes milliseconds, and a second on a slow disk. A lock that is held for longer is not
// one of ours.
constexpr std::chrono::seconds kLongestWait{20};
constexpr std::chrono::milliseconds kPause{5};

#ifdef O_PATH
constexpr int kFindOnly = O_PATH;
#else
constexpr int kFindOnly = O_RDONLY;
#endif

}  // namespace

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

tl::unexpected<Failure> system_failure(int error, const std::string& path) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return fail(Reason::FolderMissing, folder_of(path));
    case EISDIR:
      return fail(Reason::IsDirectory, path);
    case EACCES:
    case EPERM:
    case EROFS:
      return fail(Reason::PermissionDenied, path);
    case ENOSPC:
    case EDQUOT:
      return fail(Reason::DiskFull, path);
    case ENOMEM:
      return fail(Reason::OutOfMemory, path);
    default:
      return fail(Reason::WriteFailed, path + ": " + std::generic_category().message(error));
  }
}

Descriptor open_folder(const std::string& path) {
  return Descriptor(
      retry([&] { return ::open(path.c_str(), kFindOnly | O_DIRECTORY | O_CLOEXEC); }));
}

bool others_can_write(int folder) {
  struct stat info;
  if (fstat(folder, &info) != 0) return true;
  const bool trusted = info.st_uid == geteuid() || info.st_uid == 0;
  return !trusted || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

std::optional<struct stat> status_of(int folder, const std::string& name) {
  struct stat info;
  if (fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return info;
}

int flush(int fd) {
  if (retry([&] { return fsync(fd); }) == 0) return 0;
  return errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

int flush_names(int folder) {
  const Descriptor listed(
      retry([&] { return openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!listed) return errno == EACCES ? 0 : -1;
  return flush(listed.get());
}

bool lock_file(int fd) {
#ifdef F_OFD_SETLK
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return fcntl(fd, F_OFD_SETLK, &whole) == 0;
#else
  (void)fd;
  return false;
#endif
}

bool FolderLock::take(int folder) {
  fd_ = Descriptor(retry([&] { return openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!fd_) return true;
  const auto end = std::chrono::steady_clock::now() + kLongestWait;
  while (flock(fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return true;
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace unweave

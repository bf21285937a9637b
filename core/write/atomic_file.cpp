// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/atomic_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <random>
#include <system_error>
#include <utility>

namespace unweave {

namespace {

constexpr int max_links = 40;  // as the kernel's own limit on a chain of symbolic links
constexpr int max_name_tries = 100;
constexpr mode_t permission_bits = 0777;

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

template <class Call>
auto retry(Call call) {
  auto done = call();
  while (done == -1 && errno == EINTR) done = call();
  return done;
}

/// Follows symbolic links in the last component, also to a file that does not exist yet.
Result<std::string> resolve(const std::string& path) {
  std::string at = path;
  for (int i = 0; i < max_links; ++i) {
    struct stat info;
    if (lstat(at.c_str(), &info) != 0) {
      if (errno == ENOENT) return at;
      return system_failure(errno, path);
    }
    if (!S_ISLNK(info.st_mode)) return at;
    std::string to(static_cast<std::size_t>(info.st_size) + 1, '\0');
    ssize_t length = readlink(at.c_str(), to.data(), to.size());
    while (length == static_cast<ssize_t>(to.size())) {  // it grew, or the system gave no size
      to.resize(2 * to.size());
      length = readlink(at.c_str(), to.data(), to.size());
    }
    if (length < 0) return system_failure(errno, path);
    to.resize(static_cast<std::size_t>(length));
    at = to.starts_with('/') ? to : folder_of(at).append("/").append(to);
  }
  return system_failure(ELOOP, path);
}

/// Short and unlike the target's name, so that a name of the longest length still works.
std::string scratch_name(const std::string& folder) {
  static constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
  std::random_device random;
  std::string name = folder + "/" + std::string(AtomicFile::scratch_prefix);
  for (int word = 0; word < 2; ++word) {
    std::uint32_t bits = random();
    for (int i = 0; i < 6; ++i, bits >>= 5) name += digits[bits & 31];
  }
  return name;
}

/// False if another open file holds the lock. Not flock(): HDF5 uses that on the same file.
bool lock(int fd) {
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

int open_unnamed(const std::string& folder, mode_t mode) {
#ifdef O_TMPFILE
  const int fd =
      retry([&] { return ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode); });
  if (fd < 0) return fd;
  // It gets its name, and libraries reach it, through /proc.
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  if (access(link.c_str(), R_OK | W_OK) == 0) return fd;
  ::close(fd);
#else
  (void)folder;
  (void)mode;
#endif
  errno = EOPNOTSUPP;
  return -1;
}

int open_named(const std::string& folder, mode_t mode, std::string& name) {
  for (int i = 0; i < max_name_tries; ++i) {
    name = scratch_name(folder);
    const int fd =
        retry([&] { return ::open(name.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode); });
    if (fd >= 0) return fd;
    if (errno != EEXIST) break;
  }
  name.clear();
  return -1;
}

int flush(int fd) {
  if (retry([&] { return fsync(fd); }) == 0) return 0;
  // Some file systems have nothing to flush to and say so.
  return errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

/// Makes the rename itself durable. The file is in place already: failing here changes nothing.
void flush_folder(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  flush(fd);
  ::close(fd);
}

}  // namespace

Result<AtomicFile> AtomicFile::open(const std::string& path, Scratch scratch) {
  if (path.empty() || path.find('\0') != std::string::npos) return system_failure(EINVAL, path);
  if (path.ends_with('/')) return fail(Reason::IsDirectory, path);
  auto target = resolve(path);
  if (!target) return tl::unexpected(target.error());

  struct stat old;
  const bool exists = stat(target->c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return fail(Reason::IsDirectory, path);
  if (exists && !S_ISREG(old.st_mode))
    return fail(Reason::WriteFailed, path + ": " + "not a regular file");
  if (exists && faccessat(AT_FDCWD, target->c_str(), W_OK, AT_EACCESS) != 0)
    return system_failure(errno, path);

  AtomicFile file;
  file.path_ = path;
  file.target_ = *std::move(target);
  const std::string folder = folder_of(file.target_);
  const mode_t mode = exists ? 0600 : 0666;  // an existing file's own bits are set below
  if (scratch == Scratch::Unnamed) file.fd_ = open_unnamed(folder, mode);
  if (file.fd_ < 0) file.fd_ = open_named(folder, mode, file.scratch_);
  if (file.fd_ < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return fail(Reason::FolderMissing, folder);
    return system_failure(errno, path);
  }
  lock(file.fd_);  // as long as it is in work; see remove_orphans
  if (exists) {
    // Owner first: changing it can clear mode bits. Only root may give files away, so a refusal
    // is normal and the file is then the writer's own.
    if (fchown(file.fd_, old.st_uid, old.st_gid) != 0) errno = 0;
    if (fchmod(file.fd_, old.st_mode & permission_bits) != 0) return system_failure(errno, path);
  }
  return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      scratch_(std::exchange(other.scratch_, {})) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this == &other) return *this;
  discard();
  fd_ = std::exchange(other.fd_, -1);
  path_ = std::move(other.path_);
  target_ = std::move(other.target_);
  scratch_ = std::exchange(other.scratch_, {});
  return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
  if (fd_ >= 0) {
    // A library that met a full disk may keep the file open: its room is to be free all the same.
    if (ftruncate(fd_, 0) != 0) errno = 0;
    ::close(std::exchange(fd_, -1));
  }
  if (!scratch_.empty()) unlink(scratch_.c_str());
  scratch_.clear();
}

Result<void> AtomicFile::write(const void* data, std::size_t size) {
  const auto* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t done = retry([&] { return ::write(fd_, at, size); });
    if (done < 0) return system_failure(errno, path_);
    at += done;
    size -= static_cast<std::size_t>(done);
  }
  return {};
}

std::string AtomicFile::scratch_path() const {
  return scratch_.empty() ? "/proc/self/fd/" + std::to_string(fd_) : scratch_;
}

Failure AtomicFile::diagnose(const std::string& word) const {
  static constexpr std::array<char, 65536> block{};
  const off_t end = lseek(fd_, 0, SEEK_END);
  std::size_t left = block.size();
  while (end >= 0 && left > 0) {
    const ssize_t done = retry([&] { return ::write(fd_, block.data(), left); });
    if (done < 0 && (errno == ENOSPC || errno == EDQUOT)) return {Reason::DiskFull, path_};
    if (done <= 0) break;
    left -= static_cast<std::size_t>(done);
  }
  return {Reason::WriteFailed, path_ + ": " + word};
}

Result<void> AtomicFile::give_name() {
  if (!scratch_.empty()) return {};
  const std::string from = scratch_path();
  for (int i = 0; i < max_name_tries; ++i) {
    std::string name = scratch_name(folder_of(target_));
    if (linkat(AT_FDCWD, from.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      scratch_ = std::move(name);
      return {};
    }
    if (errno != EEXIST) break;
  }
  return system_failure(errno, path_);
}

Result<void> AtomicFile::commit() {
  const auto give_up = [&](int error) -> Result<void> {
    discard();
    return system_failure(error, path_);
  };
  // A full disk may show only now, where space is reserved late (network file systems, quotas).
  if (flush(fd_) != 0) return give_up(errno);
  if (auto named = give_name(); !named) {
    discard();
    return named;
  }
  const int locked = dup(fd_);  // holds until the scratch file has its final name
  const bool closed = ::close(std::exchange(fd_, -1)) == 0 || errno == EINTR;
  const bool renamed = closed && rename(scratch_.c_str(), target_.c_str()) == 0;
  const int error = errno;
  if (locked >= 0) ::close(locked);
  if (!renamed) return give_up(error);
  scratch_.clear();
  flush_folder(folder_of(target_));
  return {};
}

void AtomicFile::remove_orphans(const std::string& folder) {
  DIR* entries = opendir(folder.c_str());
  if (!entries) return;
  const int at = dirfd(entries);
  // readdir: one thread reads one stream.
  while (const dirent* entry = readdir(entries)) {  // NOLINT(concurrency-mt-unsafe)
    if (!std::string_view(entry->d_name).starts_with(scratch_prefix)) continue;
    const int fd = openat(at, entry->d_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) continue;
    struct stat info;
    if (lock(fd) && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) unlinkat(at, entry->d_name, 0);
    ::close(fd);
  }
  closedir(entries);
}

}  // namespace unweave

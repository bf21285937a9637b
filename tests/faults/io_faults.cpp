// SPDX-License-Identifier: GPL-3.0-or-later
// A library to be preloaded: counts the system calls that change files and lets the n-th of them
// fail, or ends the process there, after SQLite's manner of testing. Out of work until armed.
#undef _FILE_OFFSET_BITS  // else open() and open64() would be one function here
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>

namespace {

enum class Fault { None, Once, FromThere, Kill };

std::atomic<Fault> kind{Fault::None};
std::atomic<int> calls{0};
int at = 0, error = 0;
const char* hit = "";

/// True: the call is the one that fails; errno is set.
bool fails(const char* name) {
  const Fault fault = kind;
  if (fault == Fault::None) return false;
  const int call = ++calls;
  if (call < at || (call > at && fault != Fault::FromThere)) return false;
  if (call == at) hit = name;
  if (fault == Fault::Kill) raise(SIGKILL);
  errno = error;
  return true;
}

template <class Function>
Function real(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

/// `how`: 1 the n-th call fails, 2 and all behind it, 3 the process ends there.
void io_faults_arm(int how, int call, int number) {
  at = call;
  error = number;
  calls = 0;
  hit = "";
  kind = static_cast<Fault>(how);
}
/// The number of calls since.
int io_faults_disarm() {
  kind = Fault::None;
  return calls;
}
const char* io_faults_hit() { return hit; }

#define CALLS_THROUGH(result, name, parameters, arguments)              \
  result name parameters {                                              \
    static const auto function = real(&name, #name);                    \
    return fails(#name) ? static_cast<result>(-1) : function arguments; \
  }

// NOLINTBEGIN
CALLS_THROUGH(ssize_t, write, (int fd, const void* data, size_t size), (fd, data, size))
CALLS_THROUGH(ssize_t, pwrite, (int fd, const void* data, size_t size, off_t to),
              (fd, data, size, to))
CALLS_THROUGH(ssize_t, pwrite64, (int fd, const void* data, size_t size, off64_t to),
              (fd, data, size, to))
CALLS_THROUGH(ssize_t, writev, (int fd, const iovec* blocks, int count), (fd, blocks, count))
CALLS_THROUGH(int, fsync, (int fd), (fd))
CALLS_THROUGH(int, fdatasync, (int fd), (fd))
CALLS_THROUGH(int, rename, (const char* from, const char* to), (from, to))
CALLS_THROUGH(int, renameat, (int a, const char* from, int b, const char* to), (a, from, b, to))
CALLS_THROUGH(int, renameat2, (int a, const char* from, int b, const char* to, unsigned flags),
              (a, from, b, to, flags))
CALLS_THROUGH(int, link, (const char* from, const char* to), (from, to))
CALLS_THROUGH(int, linkat, (int a, const char* from, int b, const char* to, int flags),
              (a, from, b, to, flags))
CALLS_THROUGH(int, unlink, (const char* name), (name))
CALLS_THROUGH(int, unlinkat, (int folder, const char* name, int flags), (folder, name, flags))
CALLS_THROUGH(int, mkdir, (const char* name, mode_t mode), (name, mode))
CALLS_THROUGH(int, mkdirat, (int folder, const char* name, mode_t mode), (folder, name, mode))
CALLS_THROUGH(int, ftruncate, (int fd, off_t size), (fd, size))
CALLS_THROUGH(int, ftruncate64, (int fd, off64_t size), (fd, size))
CALLS_THROUGH(int, fchmod, (int fd, mode_t mode), (fd, mode))
CALLS_THROUGH(int, fchown, (int fd, uid_t owner, gid_t group), (fd, owner, group))
CALLS_THROUGH(int, futimens, (int fd, const timespec times[2]), (fd, times))
CALLS_THROUGH(int, flock, (int fd, int operation), (fd, operation))
CALLS_THROUGH(int, dup, (int fd), (fd))

/// The descriptor is gone whatever close() says.
int close(int fd) {
  static const auto function = real(&close, "close");
  const bool failed = fails("close");
  const int number = errno, done = function(fd);
  if (failed) errno = number;
  return failed ? -1 : done;
}

#define OPENS_THROUGH(name, parameters, ...)                                        \
  int name parameters {                                                             \
    static const auto function = real(&name, #name);                                \
    va_list more;                                                                   \
    va_start(more, flags);                                                          \
    const mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                                   \
    return fails(#name) ? -1 : function(__VA_ARGS__, flags, mode);                  \
  }

OPENS_THROUGH(open, (const char* name, int flags, ...), name)
OPENS_THROUGH(open64, (const char* name, int flags, ...), name)
OPENS_THROUGH(openat, (int folder, const char* name, int flags, ...), folder, name)
OPENS_THROUGH(openat64, (int folder, const char* name, int flags, ...), folder, name)
// NOLINTEND
}

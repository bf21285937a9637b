// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/summary_file.hpp"

#include <fcntl.h>
#include <glib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

/// Who appends shares the file, who replaces it has it alone.
class Lock {
 public:
  Lock(int fd, int how) : fd_(fd) {
    while (flock(fd_, how) != 0 && errno == EINTR) {
    }
  }
  ~Lock() { flock(fd_, LOCK_UN); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int fd_;
};

}  // namespace

SummaryFile::SummaryFile(std::string path) : path_(std::move(path)) { open(); }

SummaryFile::~SummaryFile() {
  if (fd_ >= 0) close(fd_);
}

void SummaryFile::refuse() const {
  throw CommandError(kSomeFailed, fill(_("The summary \"%s\" cannot be written: %s."),
                                       shown_name(path_).c_str(), g_strerror(errno)));
}

void SummaryFile::open() {
  if (fd_ >= 0) close(std::exchange(fd_, -1));
  fd_ = ::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (fd_ < 0) refuse();
}

/// Somebody filtered it: what is open here is the old file.
bool SummaryFile::is_replaced() const {
  struct stat here, there;
  return fstat(fd_, &here) == 0 && (stat(path_.c_str(), &there) != 0 ||
                                    here.st_ino != there.st_ino || here.st_dev != there.st_dev);
}

void SummaryFile::append(const std::string& line) {
  for (;; open()) {
    const Lock lock(fd_, LOCK_SH);
    if (is_replaced()) continue;
    // One write that is cut short (a full disk) must not run into the next line.
    const ssize_t written = write(fd_, line.data(), line.size());
    if (written == static_cast<ssize_t>(line.size())) return;
    if (written >= 0) errno = ENOSPC;
    if (written > 0) (void)!write(fd_, "\n", 1);
    refuse();
  }
}

void SummaryFile::filter(const std::function<bool(std::string_view line)>& keep) {
  for (;; open()) {
    const Lock lock(fd_, LOCK_EX);
    if (is_replaced()) continue;
    std::ifstream file(path_, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::string kept;
    std::size_t start = 0;
    for (std::size_t end = 0; (end = text.find('\n', start)) != text.npos; start = end + 1) {
      const std::string_view line(text.data() + start, end - start);
      if (keep(line)) kept.append(line).append("\n");
    }
    if (kept == text) return;
    GError* error = nullptr;
    if (!g_file_set_contents(path_.c_str(), kept.data(), static_cast<gssize>(kept.size()),
                             &error)) {
      g_clear_error(&error);
      refuse();
    }
    break;
  }
  open();
}

}  // namespace unweave::batch

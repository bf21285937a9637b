// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace unweave::test {

/// A new folder that is removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "unweave-test-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
    chmod(name.c_str(), 0755);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void put(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Number of entries, hidden ones included.
inline long entries(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

/// Runs `check` in a child process, which it may leave without privileges or with a full disk.
/// `check` returns the number of the first step that failed, 0 for none; so does this function
/// (-1: the child died).
template <class Check>
int in_child(Check check) {
  const pid_t child = fork();
  if (child == 0) {
    int step = 99;
    try {
      step = check();
    } catch (...) {
    }
    _exit(step);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

/// In a child: a private view of the file systems in which `at` is 64 KiB large.
inline bool mount_tiny(const std::string& at) {
  const std::string user = std::to_string(geteuid()), group = std::to_string(getegid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    put("/proc/self/setgroups", "deny");
    put("/proc/self/uid_map", user + " " + user + " 1");
    put("/proc/self/gid_map", group + " " + group + " 1");
  }
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("none", at.c_str(), "tmpfs", 0, "size=65536") == 0;
}

/// For tests that need mount_tiny(): skips them, by name, where the system does not let us.
inline boost::test_tools::assertion_result can_mount(boost::unit_test::test_unit_id) {
  const TemporaryFolder folder;
  boost::test_tools::assertion_result able(
      in_child([&] { return mount_tiny(folder.path()) ? 0 : 1; }) == 0);
  able.message() << "this system lets us mount no small disk";
  return able;
}

}  // namespace unweave::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/atomic_file.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/unit/write/sandbox.hpp"

using unweave::AtomicFile;
using unweave::Failure;
using unweave::Reason;
using unweave::Result;
using unweave::test::can_mount;
using unweave::test::contents;
using unweave::test::entries;
using unweave::test::in_child;
using unweave::test::mount_tiny;
using unweave::test::put;
using unweave::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

using Scratch = AtomicFile::Scratch;

Result<void> save(const std::string& path, const std::string& text,
                  Scratch scratch = Scratch::Unnamed) {
  auto file = AtomicFile::open(path, scratch);
  if (!file) return tl::unexpected(file.error());
  return file->write(text.data(), text.size()).and_then([&] { return file->commit(); });
}

mode_t mode_of(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

bool refused(const Result<void>& result, Reason reason) {
  return !result && result.error().reason == reason;
}

bool drop_privileges() {
  if (geteuid() != 0) return true;
  return setgroups(0, nullptr) == 0 && setgid(65534) == 0 && setuid(65534) == 0;
}

const auto both_ways = boost::unit_test::data::make({Scratch::Unnamed, Scratch::Named});

}  // namespace

namespace unweave {
std::ostream& boost_test_print_type(std::ostream& out, AtomicFile::Scratch scratch) {
  return out << (scratch == AtomicFile::Scratch::Named ? "named" : "unnamed");
}
}  // namespace unweave

BOOST_AUTO_TEST_SUITE(atomic_file)

BOOST_DATA_TEST_CASE(commit_makes_the_file, both_ways, scratch) {
  const TemporaryFolder folder;
  BOOST_REQUIRE(save(folder / "a", "text", scratch));
  BOOST_TEST(contents(folder / "a") == "text");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(without_commit_nothing_changes, both_ways, scratch) {
  const TemporaryFolder folder;
  put(folder / "old", "old");
  for (const char* name : {"old", "new"}) {
    auto file = AtomicFile::open(folder / name, scratch);
    BOOST_REQUIRE(file);
    BOOST_REQUIRE(file->write("half", 4));
  }
  BOOST_TEST(contents(folder / "old") == "old");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(until_commit_the_old_file_is_seen_whole, both_ways, scratch) {
  const TemporaryFolder folder;
  put(folder / "a", "old and longer");
  auto file = AtomicFile::open(folder / "a", scratch);
  BOOST_REQUIRE(file);
  BOOST_REQUIRE(file->write("new", 3));
  BOOST_TEST(contents(folder / "a") == "old and longer");
  BOOST_REQUIRE(file->commit());
  BOOST_TEST(contents(folder / "a") == "new");
}

BOOST_DATA_TEST_CASE(a_killed_writer_spares_the_old_file, both_ways, scratch) {
  const TemporaryFolder folder;
  put(folder / "a", "old");
  in_child([&] {
    auto file = AtomicFile::open(folder / "a", scratch);
    if (file && file->write("half", 4)) raise(SIGKILL);
    return 1;
  });
  BOOST_TEST(contents(folder / "a") == "old");
  if (scratch == Scratch::Unnamed) BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(libraries_can_write_by_name, both_ways, scratch) {
  const TemporaryFolder folder;
  auto file = AtomicFile::open(folder / "a", scratch);
  BOOST_REQUIRE(file);
  put(file->scratch_path(), "by name");
  BOOST_REQUIRE(file->commit());
  BOOST_TEST(contents(folder / "a") == "by name");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(a_scratch_file_can_be_given_a_name, both_ways, scratch) {
  const TemporaryFolder folder;
  for (const bool commit : {false, true}) {
    auto file = AtomicFile::open(folder / "a", scratch);
    BOOST_REQUIRE(file);
    BOOST_REQUIRE(file->give_name());
    // In a folder of its own, as HDF5 wants it: no link on the way.
    const fs::path scratch_folder = fs::path(file->scratch_path()).parent_path();
    BOOST_TEST(scratch_folder.parent_path() == folder.path());
    BOOST_TEST(fs::canonical(file->scratch_path()) ==
               fs::canonical(folder.path()) / scratch_folder.filename() /
                   fs::path(file->scratch_path()).filename());
    BOOST_TEST(mode_of(scratch_folder) == 0700u);
    put(file->scratch_path(), "by name");
    BOOST_TEST(entries(folder.path()) == 1);
    if (commit) BOOST_REQUIRE(file->commit());
  }
  BOOST_TEST(contents(folder / "a") == "by name");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(moving_hands_the_scratch_file_on, both_ways, scratch) {
  const TemporaryFolder folder;
  auto first = AtomicFile::open(folder / "a", scratch);
  auto second = AtomicFile::open(folder / "b", scratch);
  BOOST_REQUIRE((first && second));
  BOOST_REQUIRE(first->write("a", 1));
  *second = std::move(*first);
  AtomicFile third(std::move(*second));
  BOOST_REQUIRE(third.commit());
  BOOST_TEST(contents(folder / "a") == "a");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_DATA_TEST_CASE(permissions_are_kept_or_the_users_default, both_ways, scratch) {
  const TemporaryFolder folder;
  for (const mode_t mode : {0600, 0640, 0664, 0755}) {
    put(folder / "old", "old");
    chmod((folder / "old").c_str(), mode);
    BOOST_REQUIRE(save(folder / "old", "new", scratch));
    BOOST_TEST(mode_of(folder / "old") == mode);
  }
  for (const mode_t mask : {022, 027, 077}) {
    const mode_t before = umask(mask);
    const auto done = save(folder / std::to_string(mask), "new", scratch);
    umask(before);
    BOOST_REQUIRE(done);
    BOOST_TEST(mode_of(folder / std::to_string(mask)) == (0666 & ~mask));
  }
}

BOOST_AUTO_TEST_CASE(links_stay_and_their_target_is_written) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "deep");
  put(folder / "deep/target", "old");
  fs::create_symlink("deep/target", folder / "relative");
  fs::create_symlink(folder / "relative", folder / "chain");
  BOOST_REQUIRE(save(folder / "chain", "new"));
  BOOST_TEST(fs::is_symlink(folder / "chain"));
  BOOST_TEST(fs::is_symlink(folder / "relative"));
  BOOST_TEST(!fs::is_symlink(folder / "deep/target"));
  BOOST_TEST(contents(folder / "deep/target") == "new");
}

BOOST_AUTO_TEST_CASE(a_dangling_link_gets_its_target) {
  const TemporaryFolder folder;
  fs::create_symlink("later", folder / "link");
  BOOST_REQUIRE(save(folder / "link", "new"));
  BOOST_TEST(fs::is_symlink(folder / "link"));
  BOOST_TEST(contents(folder / "later") == "new");
  fs::create_symlink("no/such", folder / "astray");
  BOOST_TEST(refused(save(folder / "astray", "new"), Reason::FolderMissing));
}

BOOST_AUTO_TEST_CASE(in_folders_of_others_no_link_is_followed) {
  for (const mode_t mode : {0777, 01777, 0775}) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "shared");
    put(folder / "precious", "precious");
    fs::create_symlink(folder / "precious", folder / "shared/old");
    fs::create_symlink(folder / "new", folder / "shared/dangling");
    fs::create_symlink(folder / "shared/old", folder / "inward");
    chmod((folder / "shared").c_str(), mode);
    for (const char* name : {"shared/old", "shared/dangling", "inward"}) {
      BOOST_REQUIRE(save(folder / name, "ours"));
      BOOST_TEST(contents(folder / name) == "ours");
    }
    BOOST_TEST(contents(folder / "precious") == "precious");
    BOOST_TEST(!fs::exists(folder / "new"));
    BOOST_TEST(fs::is_symlink(folder / "inward"));  // where nobody else writes it leads on
    for (const char* name : {"shared/old", "shared/dangling"})
      BOOST_TEST(!fs::is_symlink(folder / name));
    BOOST_TEST(entries(folder / "shared") == 2);
  }
}

BOOST_AUTO_TEST_CASE(of_a_strangers_file_in_a_shared_folder_nothing_is_kept) {
  if (geteuid() != 0) return;  // nobody else can have a file there
  for (const mode_t mode : {0777, 0755}) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "place");
    put(folder / "place/a", "theirs");
    BOOST_REQUIRE(chown((folder / "place/a").c_str(), 65534, 65534) == 0);
    chmod((folder / "place/a").c_str(), 0666);
    chmod((folder / "place").c_str(), mode);
    const mode_t before = umask(027);
    const auto done = save(folder / "place/a", "ours");
    umask(before);
    BOOST_REQUIRE(done);
    struct stat info;
    BOOST_REQUIRE(stat((folder / "place/a").c_str(), &info) == 0);
    const bool shared = mode == 0777;
    BOOST_TEST(info.st_uid == (shared ? 0u : 65534u));
    BOOST_TEST((info.st_mode & 0777) == (shared ? 0640u : 0666u));
  }
}

BOOST_AUTO_TEST_CASE(the_folder_is_the_one_that_was_opened) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "place");
  auto file = AtomicFile::open(folder / "place/a");
  BOOST_REQUIRE(file);
  fs::rename(folder / "place", folder / "moved");
  fs::create_directory(folder / "elsewhere");
  fs::create_symlink("elsewhere", folder / "place");
  BOOST_REQUIRE(file->write("x", 1));
  BOOST_REQUIRE(file->commit());
  BOOST_TEST(contents(folder / "moved/a") == "x");
  BOOST_TEST(entries(folder / "elsewhere") == 0);
}

BOOST_AUTO_TEST_CASE(a_ring_of_links_is_refused) {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  BOOST_TEST(refused(save(folder / "a", "new"), Reason::WriteFailed));
}

BOOST_AUTO_TEST_CASE(names_are_bytes) {
  const TemporaryFolder folder;
  const std::vector<std::string> names = {
      " ",   "a\nb",       "quote\"'`$(x)", "\xff\xfe not utf-8", "-rf",
      "*?[", "Größe 温度", "..a",           std::string(255, 'n')};
  for (const std::string& name : names)
    for (const Scratch scratch : {Scratch::Unnamed, Scratch::Named}) {
      BOOST_REQUIRE(save(folder / name, name, scratch));
      BOOST_TEST(contents(folder / name) == name);
    }
  BOOST_TEST(entries(folder.path()) == static_cast<long>(names.size()));
}

BOOST_AUTO_TEST_CASE(senseless_names_are_refused) {
  const TemporaryFolder folder;
  BOOST_TEST(refused(save("", "x"), Reason::WriteFailed));
  BOOST_TEST(refused(save((folder / "a") + std::string(1, '\0') + "b", "x"), Reason::WriteFailed));
  BOOST_TEST(refused(save(folder / std::string(256, 'n'), "x"), Reason::WriteFailed));
  BOOST_TEST(entries(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named) {
  const TemporaryFolder folder;
  put(folder / "file", "");
  for (const char* place : {"no", "no/such", "file"}) {
    const auto result = save(folder / (std::string(place) + "/a.csv"), "x");
    BOOST_TEST(refused(result, Reason::FolderMissing));
    BOOST_TEST(result.error().detail == folder / place);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_under_that_name_is_refused) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "a");
  fs::create_symlink("a", folder / "link");
  for (const char* name : {"a", "a/", "link", "new/"}) {
    const auto result = save(folder / name, "x");
    BOOST_TEST(refused(result, Reason::IsDirectory));
    BOOST_TEST(result.error().detail == folder / name);
  }
  BOOST_TEST(entries(folder.path()) == 2);
  BOOST_TEST(entries(folder / "a") == 0);
}

BOOST_AUTO_TEST_CASE(devices_and_pipes_are_spared) {
  const TemporaryFolder folder;
  BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("/dev/full", folder / "device");
  for (const char* name : {"pipe", "device"})
    BOOST_TEST(refused(save(folder / name, "x"), Reason::WriteFailed));
  BOOST_TEST(fs::is_fifo(folder / "pipe"));
  BOOST_TEST(fs::is_character_file("/dev/full"));
}

BOOST_DATA_TEST_CASE(an_unwritable_folder_is_refused, both_ways, scratch) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "locked");
  fs::create_directory(folder / "open");
  put(folder / "open/protected", "old");
  chmod((folder / "open/protected").c_str(), 0444);
  chmod((folder / "open").c_str(), 0777);
  chmod((folder / "locked").c_str(), 0555);
  BOOST_TEST(
      0 == in_child([&] {
        if (!drop_privileges()) return 1;
        if (!save(folder / "open/new", "x", scratch)) return 2;
        const auto locked = save(folder / "locked/new", "x", scratch);
        if (!refused(locked, Reason::PermissionDenied)) return 3;
        if (locked.error().detail != folder / "locked/new") return 4;
        if (!refused(save(folder / "open/protected", "x", scratch), Reason::PermissionDenied))
          return 5;
        return 0;
      }));
  BOOST_TEST(contents(folder / "open/protected") == "old");
  BOOST_TEST(entries(folder / "locked") == 0);
  BOOST_TEST(entries(folder / "open") == 2);
  chmod((folder / "locked").c_str(), 0755);
}

BOOST_TEST_DECORATOR(*boost::unit_test::precondition(can_mount))
BOOST_DATA_TEST_CASE(a_full_disk_is_told_and_leaves_nothing, both_ways, scratch) {
  const TemporaryFolder folder;
  const std::string large(1 << 20, 'x');
  BOOST_TEST(0 == in_child([&] {
               if (!mount_tiny(folder.path())) return 1;
               if (!save(folder / "old", "old", scratch)) return 2;
               for (const char* name : {"old", "new"}) {
                 const auto result = save(folder / name, large, scratch);
                 if (!refused(result, Reason::DiskFull)) return 3;
                 if (result.error().detail != folder / name) return 4;
               }
               if (contents(folder / "old") != "old") return 5;
               if (entries(folder.path()) != 1) return 6;
               // What the failed attempts held is free again.
               return save(folder / "new", std::string(40000, 'x'), scratch) ? 0 : 7;
             }));
}

BOOST_TEST_DECORATOR(*boost::unit_test::precondition(can_mount))
BOOST_AUTO_TEST_CASE(diagnose_tells_a_full_disk_from_another_failure) {
  const TemporaryFolder folder;
  {
    const auto file = AtomicFile::open(folder / "a");
    BOOST_REQUIRE(file);
    const Failure failure = file->diagnose("the library's word");
    BOOST_TEST((failure.reason == Reason::WriteFailed));
    BOOST_TEST(failure.detail == (folder / "a") + ": the library's word");
  }
  BOOST_TEST(entries(folder.path()) == 0);
  BOOST_TEST(0 == in_child([&] {
               if (!mount_tiny(folder.path())) return 1;
               auto file = AtomicFile::open(folder / "a");
               if (!file || !file->write(std::string(50000, 'x').data(), 50000)) return 2;
               return file->diagnose("").reason == Reason::DiskFull ? 0 : 3;
             }));
}

BOOST_DATA_TEST_CASE(a_limit_on_file_size_leaves_nothing, both_ways, scratch) {
  const TemporaryFolder folder;
  put(folder / "old", "old");
  const std::string large(1 << 20, 'x');
  BOOST_TEST(0 == in_child([&] {
               const rlimit limit{65536, 65536};
               if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
               std::signal(SIGXFSZ, SIG_IGN);
               for (const char* name : {"old", "new"})
                 if (!refused(save(folder / name, large, scratch), Reason::WriteFailed)) return 2;
               return 0;
             }));
  BOOST_TEST(contents(folder / "old") == "old");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/write/atomic_file.hpp"
#include "tests/unit/write/sandbox.hpp"

using unweave::AtomicFile;
using unweave::commit_together;
using unweave::Reason;
using unweave::Result;
using unweave::undo_interrupted_commits;
using unweave::test::contents;
using unweave::test::entries;
using unweave::test::in_child;
using unweave::test::put;
using unweave::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

using Scratch = AtomicFile::Scratch;

/// Opens the files and writes `text` into each.
std::vector<AtomicFile> written(const std::vector<std::string>& paths, const std::string& text,
                                Scratch scratch = Scratch::Unnamed) {
  std::vector<AtomicFile> files;
  for (const std::string& path : paths) {
    auto file = AtomicFile::open(path, scratch);
    BOOST_REQUIRE(file);
    BOOST_REQUIRE(file->write(text.data(), text.size()));
    files.push_back(std::move(*file));
  }
  return files;
}

Result<void> committed(std::vector<AtomicFile>& files, const std::vector<std::string>& gone = {}) {
  std::vector<AtomicFile*> list;
  for (AtomicFile& file : files) list.push_back(&file);
  return commit_together(list, [&]() -> Result<std::vector<std::string>> { return gone; });
}

/// What a writer leaves that is killed in the middle of a commit: `a` is new already, `b` not yet
/// and `c` gone. Returns the scratch folder.
std::string leave_half_done(const TemporaryFolder& folder) {
  const std::string scratch = folder / ".unweave-0123456789ab";
  fs::create_directory(scratch);
  chmod(scratch.c_str(), 0700);
  put(folder / "a", "new");
  put(scratch + "/old-0", "old");
  put(folder / "b", "old");
  put(scratch + "/new-1", "new");
  put(scratch + "/old-2", "old");
  put(folder / "fresh", "new");
  std::string journal = "unweave scratch 1\n";
  const auto step = [&](const std::string& path, const std::string& name) {
    struct stat info {};
    if (!path.empty()) BOOST_REQUIRE(stat(path.c_str(), &info) == 0);
    journal += std::to_string(path.empty() ? 0 : info.st_ino) + " " + std::to_string(name.size()) +
               " " + name + "\n";
  };
  step(folder / "a", "a");
  step(scratch + "/new-1", "b");
  step("", "c");
  step(folder / "fresh", "fresh");
  put(scratch + "/state", journal + "end\n");
  return scratch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commit)

BOOST_AUTO_TEST_CASE(all_appear_and_what_is_to_go_goes) {
  for (const Scratch scratch : {Scratch::Unnamed, Scratch::Named}) {
    const TemporaryFolder folder;
    put(folder / "a", "old");
    put(folder / "stale", "old");
    put(folder / "other", "other");
    auto files = written({folder / "a", folder / "b"}, "new", scratch);
    BOOST_REQUIRE(committed(files, {folder / "stale", folder / "never was"}));
    BOOST_TEST(contents(folder / "a") == "new");
    BOOST_TEST(contents(folder / "b") == "new");
    BOOST_TEST(contents(folder / "other") == "other");
    BOOST_TEST(entries(folder.path()) == 3);
  }
}

BOOST_AUTO_TEST_CASE(one_that_cannot_appear_takes_the_others_with_it) {
  for (const char* last : {"b", "z"}) {
    const TemporaryFolder folder;
    put(folder / "a", "old");
    put(folder / "stale", "old");
    auto files = written({folder / "a", folder / "c", folder / last}, "new");
    fs::create_directory(folder / last);  // in the way only now
    put((folder / last) + "/inside", "theirs");
    const auto done = committed(files, {folder / "stale"});
    BOOST_REQUIRE(!done);
    BOOST_TEST((done.error().reason == Reason::IsDirectory));
    BOOST_TEST(done.error().detail == folder / last);
    BOOST_TEST(contents(folder / "a") == "old");
    BOOST_TEST(contents(folder / "stale") == "old");
    BOOST_TEST(contents((folder / last) + "/inside") == "theirs");
    BOOST_TEST(entries(folder.path()) == 3);
  }
}

BOOST_AUTO_TEST_CASE(also_over_several_folders) {
  const TemporaryFolder folder;
  for (const char* name : {"x", "y", "z"}) fs::create_directory(folder / name);
  put(folder / "x/a", "old");
  const std::vector<std::string> paths = {folder / "x/a", folder / "y/b", folder / "z/c"};
  auto files = written(paths, "new");
  fs::create_directory(folder / "z/c");
  BOOST_TEST(!committed(files));
  BOOST_TEST(contents(folder / "x/a") == "old");
  BOOST_TEST(entries(folder / "y") == 0);
  fs::remove(folder / "z/c");
  files = written(paths, "new");
  BOOST_REQUIRE(committed(files));
  for (const auto& path : paths) BOOST_TEST(contents(path) == "new");
  for (const char* name : {"x", "y", "z"}) BOOST_TEST(entries(folder / name) == 1);
}

BOOST_AUTO_TEST_CASE(one_file_twice_is_refused) {
  const TemporaryFolder folder;
  put(folder / "a", "old");
  auto files = written({folder / "a", folder / "./a"}, "new");
  BOOST_TEST(!committed(files));
  BOOST_TEST(contents(folder / "a") == "old");
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(files_of_a_commit_bear_one_time) {
  const TemporaryFolder folder;
  auto files = written({folder / "a", folder / "b"}, "new");
  usleep(20000);
  BOOST_REQUIRE(files[1].write("more", 4));
  BOOST_REQUIRE(committed(files));
  BOOST_TEST((fs::last_write_time(folder / "a") == fs::last_write_time(folder / "b")));
}

BOOST_AUTO_TEST_CASE(what_a_killed_writer_left_half_done_is_undone) {
  for (const bool by_next_commit : {false, true}) {
    const TemporaryFolder folder;
    leave_half_done(folder);
    if (by_next_commit) {
      auto files = written({folder / "other"}, "other");
      BOOST_REQUIRE(committed(files));
      fs::remove(folder / "other");
    } else {
      undo_interrupted_commits(folder.path());
    }
    for (const char* name : {"a", "b", "c"}) BOOST_TEST(contents(folder / name) == "old", name);
    BOOST_TEST(entries(folder.path()) == 3);
  }
}

BOOST_AUTO_TEST_CASE(what_somebody_else_has_put_there_since_stays) {
  const TemporaryFolder folder;
  leave_half_done(folder);
  for (const char* name : {"a", "c", "fresh"}) {
    put(folder / "theirs", "theirs");
    fs::rename(folder / "theirs", folder / name);
  }
  undo_interrupted_commits(folder.path());
  for (const char* name : {"a", "c", "fresh"}) BOOST_TEST(contents(folder / name) == "theirs");
  BOOST_TEST(contents(folder / "b") == "old");
  BOOST_TEST(entries(folder.path()) == 4);
}

BOOST_AUTO_TEST_CASE(a_commit_that_holds_is_only_cleared_away) {
  const TemporaryFolder folder;
  const std::string scratch = leave_half_done(folder);
  put(folder / "b", "new");
  fs::remove(scratch + "/new-1");
  fs::rename(scratch + "/state", scratch + "/done");
  undo_interrupted_commits(folder.path());
  for (const char* name : {"a", "b", "fresh"}) BOOST_TEST(contents(folder / name) == "new", name);
  BOOST_TEST(entries(folder.path()) == 3);
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_not_finished_changed_nothing) {
  const TemporaryFolder folder;
  const std::string scratch = leave_half_done(folder);
  const std::string journal = contents(scratch + "/state");
  for (std::size_t length = 18; length + 1 < journal.size(); ++length) {
    const TemporaryFolder other;
    const std::string left = other / ".unweave-0123456789ab";
    fs::create_directory(left);
    chmod(left.c_str(), 0700);
    put(left + "/new-0", "new");
    put(other / "a", "old");
    put(left + "/state", journal.substr(0, length));
    undo_interrupted_commits(other.path());
    BOOST_TEST(contents(other / "a") == "old");
    BOOST_TEST(entries(other.path()) == 1);
  }
}

BOOST_AUTO_TEST_CASE(what_only_has_such_a_name_stays) {
  const TemporaryFolder folder;
  put(folder / ".unweave-0123456789ab", "a user's own");
  put(folder / ".unweave-notes", "a user's own");
  for (const char* name : {".unweave-folder", ".unweave-aaaaaaaaaaaa", ".unweave-bbbbbbbbbbbb"}) {
    fs::create_directory(folder / name);
    put((folder / name) + "/state", "no mark");
    chmod((folder / name).c_str(), 0700);
  }
  // Others can have put something into this one.
  fs::create_directory(folder / ".unweave-cccccccccccc");
  put(folder / ".unweave-cccccccccccc/state", "unweave scratch 1\n0 5 other\nend\n");
  chmod((folder / ".unweave-cccccccccccc").c_str(), 0755);
  fs::create_symlink(".unweave-aaaaaaaaaaaa", folder / ".unweave-dddddddddddd");
  fs::create_directory(folder / ".unweave-eeeeeeeeeeee");  // empty, and made just now
  const long before = entries(folder.path());
  undo_interrupted_commits(folder.path());
  auto files = written({folder / "a"}, "x");
  BOOST_REQUIRE(committed(files));
  BOOST_TEST(entries(folder.path()) == before + 1);
  BOOST_TEST(contents(folder / ".unweave-aaaaaaaaaaaa/state") == "no mark");
}

BOOST_AUTO_TEST_CASE(a_journal_reaches_no_other_folder) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "in");
  put(folder / "precious", "precious");
  const std::string scratch = folder / "in/.unweave-0123456789ab";
  fs::create_directory(scratch);
  chmod(scratch.c_str(), 0700);
  put(scratch + "/old-0", "planted");
  put(scratch + "/state", "unweave scratch 1\n1 11 ../precious\nend\n");
  undo_interrupted_commits(folder / "in");
  BOOST_TEST(contents(folder / "precious") == "precious");
}

BOOST_AUTO_TEST_CASE(scratch_files_in_work_stay) {
  const TemporaryFolder folder;
  auto files = written({folder / "a"}, "x", Scratch::Named);
  undo_interrupted_commits(folder.path());
  BOOST_TEST(fs::exists(files[0].scratch_path()));
  BOOST_REQUIRE(committed(files));
  BOOST_TEST(contents(folder / "a") == "x");
  // A killed writer's goes.
  in_child([&] {
    auto left = written({folder / "b"}, "x", Scratch::Named);
    raise(SIGKILL);
    return 0;
  });
  BOOST_TEST(entries(folder.path()) == 2);
  undo_interrupted_commits(folder.path());
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(commits_in_one_folder_never_mix) {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = {folder / "a", folder / "b", folder / "c"};
  const auto writer = [&](char letter) {
    const pid_t child = fork();
    if (child != 0) return child;
    for (int round = 0; round < 30; ++round) {
      std::vector<AtomicFile> files;
      for (const auto& path : paths) {
        auto file = AtomicFile::open(path);
        if (!file || !file->write(&letter, 1)) _exit(1);
        files.push_back(std::move(*file));
      }
      if (!committed(files)) _exit(2);
    }
    _exit(0);
  };
  std::vector<pid_t> children;
  for (const char letter : {'p', 'q', 'r'}) children.push_back(writer(letter));
  for (const pid_t child : children) {
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
  }
  const std::set<std::string> seen = {contents(paths[0]), contents(paths[1]), contents(paths[2])};
  BOOST_TEST(seen.size() == 1u);
  BOOST_TEST(entries(folder.path()) == 3);
}

/// Folders of a maker that was killed before it could mark them as its own: they stay for a minute,
/// in which it might go on.
void make_unmarked_old(const std::string& folder) {
  constexpr std::chrono::seconds kOld(61);
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_directory() && !exists(entry.path() / "state") && !exists(entry.path() / "done"))
      last_write_time(entry.path(), std::filesystem::file_time_type::clock::now() - kOld);
}

BOOST_AUTO_TEST_CASE(a_writer_killed_at_any_moment_leaves_all_old_or_all_new) {
  const TemporaryFolder folder;
  const std::vector<std::string> paths = {folder / "a", folder / "b", folder / "c"};
  {
    auto files = written(paths, "0");
    BOOST_REQUIRE(committed(files));
  }
  for (int round = 1; round <= 40; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      for (int i = 1;; ++i) {
        std::vector<AtomicFile> files;
        const std::string text = std::to_string(round) + " " + std::to_string(i);
        for (const auto& path : paths) {
          auto file = AtomicFile::open(path);
          if (!file || !file->write(text.data(), text.size())) _exit(1);
          files.push_back(std::move(*file));
        }
        if (!committed(files)) _exit(2);
      }
    }
    usleep(static_cast<useconds_t>(1000 + 997 * round));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    BOOST_TEST(WIFSIGNALED(status));
    make_unmarked_old(folder.path());
    undo_interrupted_commits(folder.path());
    BOOST_TEST(contents(paths[0]) == contents(paths[1]));
    BOOST_TEST(contents(paths[0]) == contents(paths[2]));
    BOOST_TEST(!contents(paths[0]).empty());
    BOOST_TEST(entries(folder.path()) == 3);
  }
}

BOOST_AUTO_TEST_SUITE_END()

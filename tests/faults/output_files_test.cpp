// SPDX-License-Identifier: GPL-3.0-or-later
// A figure's results change together or not at all, whichever system call fails and wherever the
// process ends. Needs io_faults, preloaded.
#include "plugin/run/output_files.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/write/colormap_file.hpp"
#include "tests/support/depth.hpp"
#include "tests/unit/write/fields.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave;
using namespace unweave::plugin;
using test::contents;
using test::put;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

enum How { Once = 1, FromThere, Kill };

/// The preloaded library.
struct Faults {
  template <class Function>
  static Function* find(const char* name) {
    auto* found = reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
    BOOST_REQUIRE_MESSAGE(found, "io_faults must be preloaded");
    return found;
  }
  void (*arm)(int, int, int) = find<void(int, int, int)>("io_faults_arm");
  int (*disarm)() = find<int()>("io_faults_disarm");
};

/// What a run writes: data in some formats and what belongs to them.
struct Wanted {
  std::vector<std::string> formats;
  bool all = false;  ///< drawings, the map and the layered picture too
};
std::ostream& operator<<(std::ostream& out, const Wanted& wanted) {
  for (const auto& format : wanted.formats) out << format << " ";
  return out;
}

/// Each format by itself, and all together; the calls of the latter are those of all the former, so
/// that a run that is not whole takes it alone.
std::vector<Wanted> all_wanted() {
  std::vector<Wanted> list;
  if (unweave::testing::whole_run())
    for (const auto& format : data_formats()) list.push_back({{format}});
  list.push_back({data_formats(), true});
  return list;
}

Request request_for(const std::string& folder, const Wanted& wanted, bool confidence) {
  Request request;
  request.confidence_layer = confidence;
  request.data_formats = wanted.formats;
  for (const auto& format : wanted.formats) request.data_files.push_back(folder + "/a." + format);
  request.report_file = folder + "/a.json";
  if (!wanted.all) return request;
  for (const char* format : {"png", "svg"})
    request.drawings.push_back({folder + "/a.layout." + format, "layout", format});
  for (const auto& format : colormap_formats())
    request.colormap_files.push_back({folder + "/a.colormap." + format, format});
  return request;
}

/// A figure's results, as the plug-in writes them; `number` makes them unlike another run's.
Result<void> write_results(const std::string& folder, const std::string& picture,
                           const Wanted& wanted, int number, bool confidence) {
  auto files = OutputFiles::open(request_for(folder, wanted, confidence));
  if (!files) return tl::unexpected(files.error());
  if (wanted.all)
    if (auto opened = files->open_picture(folder + "/a.xcf"); !opened) return opened;
  std::vector<float> values = test::random_bits(60 * 40, 5);
  values[7] = static_cast<float>(number);
  Report report;
  report.plot_area = {0, 0, 60, 40};
  report.colors.assign(256, Rgb8{});
  for (int i = 0; i < 256; ++i) report.colors[i] = {0, 0, static_cast<std::uint8_t>(i)};
  report.valid_fraction = 0.01 * number;
  report.files = files->names_beside(files->report());
  const auto planes = [&](OutputFiles::Plane) { return test::field_of(values, 60); };
  if (auto done = files->write(planes, report, report_json(report, {})); !done) return done;
  if (auto done = files->write_drawings([&](const auto& d) { return d.name + d.format; }); !done)
    return done;
  if (wanted.all)
    if (auto done = files->write_picture(picture); !done) return done;
  return files->commit();
}

using Snapshot = std::map<std::string, std::string>;
Snapshot snapshot(const std::string& folder) {
  Snapshot names;
  for (const auto& entry : fs::directory_iterator(folder))
    names[entry.path().filename()] = entry.is_directory() ? "a folder" : contents(entry.path());
  return names;
}

/// A folder whose maker was killed before it could be told that it is ours waits for a minute.
void age_unmarked(const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.is_directory() || fs::exists(entry.path() / "state") ||
        fs::exists(entry.path() / "done"))
      continue;
    const timespec past[2] = {{1, 0}, {1, 0}};
    utimensat(AT_FDCWD, entry.path().c_str(), past, 0);
  }
  undo_interrupted_commits(folder);
}

class Trial {
 public:
  Trial(const Wanted& wanted, bool full) : wanted_(wanted), full_(full) {
    put(outside_ / "picture.xcf", "gimp xcf layers");
    prepare(reference_.path());
    old_ = snapshot(reference_.path());
    BOOST_REQUIRE(write(reference_.path(), 2, false));
    new_ = snapshot(reference_.path());
    BOOST_REQUIRE(new_ != old_);
    BOOST_TEST(new_.count("a.confidence." + wanted.formats[0]) == 0u);
  }

  /// Runs with the n-th call failing, in a process of its own. False when there is no such call.
  bool run(How how, int n, int error) {
    const TemporaryFolder folder;
    prepare(folder.path());
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGSEGV, SIG_DFL);  // Boost's handler would go on with the tests
      const rlimit no_core{0, 0};
      setrlimit(RLIMIT_CORE, &no_core);
      faults_.arm(how, n, error);
      const auto done = write(folder.path(), 2, false);
      const bool reached = faults_.disarm() >= n;
      const bool clear = done || !done.error().detail.empty();
      _exit((reached ? 1 : 0) | (done ? 2 : 0) | (clear ? 4 : 0));
    }
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    const bool crashed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
    const bool killed = crashed || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    crashes += crashed ? 1 : 0;
    BOOST_REQUIRE_MESSAGE(killed ? how == Kill || crashed : WIFEXITED(status),
                          "call " << n << ", errno " << error << ": status " << status);
    if (how != Once || crashed) {
      undo_interrupted_commits(folder.path());
      age_unmarked(folder.path());
    }
    const Snapshot now = snapshot(folder.path());
    const bool ok =
        killed ? now == old_ || now == new_ : now == ((WEXITSTATUS(status) & 2) != 0 ? new_ : old_);
    std::string names;
    for (const auto& [name, text] : now) names += " " + name + (old_.count(name) ? "" : "!");
    BOOST_TEST(ok, "call " << n << ", errno " << error << ", status " << status << ":" << names);
    if (!killed) BOOST_TEST((WEXITSTATUS(status) & 4) != 0);
    (now == new_ ? fresh : stale) += 1;
    return killed || (WEXITSTATUS(status) & 1) != 0;
  }

  /// By the two calls in which netCDF closes a file that it has flushed: see netcdf.cpp.
  bool crashed_as_known(int rounds) const {
    const bool known = std::ranges::find(wanted_.formats, "nc") != wanted_.formats.end();
    return crashes <= (known ? 2 * rounds : 0);
  }

  int fresh = 0, stale = 0, crashes = 0;

 private:
  Result<void> write(const std::string& folder, int number, bool confidence) {
    return write_results(folder, outside_ / "picture.xcf", wanted_, number, confidence);
  }
  void prepare(const std::string& folder) {
    put(folder + "/other.npy", "not ours");
    put(folder + "/.unweave-notes", "not ours");
    if (full_) BOOST_REQUIRE(write(folder, 1, true));
  }

  const Faults faults_{};
  Wanted wanted_;
  bool full_;
  const TemporaryFolder outside_, reference_;
  Snapshot old_, new_;
};

const auto every_format = boost::unit_test::data::make(all_wanted());
const auto both_folders = boost::unit_test::data::make({false, true});

}  // namespace

BOOST_AUTO_TEST_SUITE(output_files)

BOOST_DATA_TEST_CASE(a_failing_call_leaves_all_old_or_all_new, every_format* both_folders, wanted,
                     full) {
  Trial trial(wanted, full);
  int points = 0;
  for (const int error : {EIO, ENOSPC})
    for (int n = 1; trial.run(Once, n, error); ++n) ++points;
  BOOST_TEST(points > 40);
  BOOST_TEST(trial.crashed_as_known(2));
  BOOST_TEST_MESSAGE(wanted << (full ? "over older results: " : "into an empty folder: ") << points
                            << " points, " << trial.stale << " old, " << trial.fresh << " new");
}

BOOST_DATA_TEST_CASE(when_all_calls_fail_from_one_on_the_next_run_puts_it_right,
                     every_format* both_folders, wanted, full) {
  Trial trial(wanted, full);
  int points = 0;
  for (int n = 1; trial.run(FromThere, n, EIO); ++n) ++points;
  BOOST_TEST(points > 20);
  BOOST_TEST(trial.crashed_as_known(1));
}

BOOST_DATA_TEST_CASE(a_process_that_ends_at_any_call_leaves_all_old_or_all_new,
                     every_format* both_folders, wanted, full) {
  Trial trial(wanted, full);
  int points = 0;
  for (int n = 1; trial.run(Kill, n, EIO); ++n) ++points;
  BOOST_TEST(points > 20);
  BOOST_TEST(trial.fresh > 1);
}

BOOST_AUTO_TEST_SUITE_END()

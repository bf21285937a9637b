// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/data_file.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/random.hpp"
#include "tests/unit/write/sandbox.hpp"

using unweave::FieldToWrite;
using unweave::Reason;
using unweave::Report;
using unweave::write_data_file;
using unweave::write_text_file;
using unweave::test::can_mount;
using unweave::test::contents;
using unweave::test::entries;
using unweave::test::in_child;
using unweave::test::mount_tiny;
using unweave::test::put;
using unweave::test::TemporaryFolder;

namespace {

/// What no format makes smaller.
FieldToWrite noise(int width, int height) {
  return {width, height, [width](int y, int rows, float* out) {
            unweave::testing::Random random(static_cast<std::uint64_t>(y) + 1);
            std::generate_n(out, static_cast<std::ptrdiff_t>(rows) * width,
                            [&] { return static_cast<float>(random.uniform()); });
          }};
}

FieldToWrite zeros(int width, int height) {
  return {width, height, [=](int, int rows, float* out) { std::fill_n(out, rows * width, 0.0f); }};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_file)

BOOST_AUTO_TEST_CASE(every_format_writes_a_file) {
  const TemporaryFolder folder;
  const auto formats = unweave::data_formats();
  BOOST_TEST(std::count(formats.begin(), formats.end(), "npy") == 1);
  BOOST_TEST(std::count(formats.begin(), formats.end(), "csv") == 1);
  for (const std::string& format : formats) {
    BOOST_TEST_CONTEXT(format) {
      BOOST_TEST(write_data_file(folder / ("a." + format), zeros(3, 2), {}).has_value());
      BOOST_TEST(!contents(folder / ("a." + format)).empty());
    }
  }
  BOOST_TEST(entries(folder.path()) == static_cast<long>(formats.size()));
}

BOOST_AUTO_TEST_CASE(case_of_the_extension_does_not_matter) {
  const TemporaryFolder folder;
  for (const char* name : {"a.NPY", "b.Npy"}) {
    BOOST_REQUIRE(write_data_file(folder / name, zeros(2, 2), {}));
    BOOST_TEST(contents(folder / name).starts_with("\x93NUMPY"));
  }
  BOOST_REQUIRE(write_data_file(folder / "c.CSV", zeros(2, 1), {}));
  BOOST_TEST(contents(folder / "c.CSV") == "0,0\n");
}

BOOST_AUTO_TEST_CASE(unknown_and_missing_extensions_are_named) {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"a.png", "png"}, {"a.npy.gz", "gz"}, {"a.", ""},         {"a", ""},          {"npy", ""},
      {".npy", ""},     {"a.b/c", ""},      {"a.npy ", "npy "}, {"a.xnpy", "xnpy"},
  };
  std::filesystem::create_directory(folder / "a.b");
  for (const auto& [name, extension] : cases) {
    BOOST_TEST_CONTEXT(name) {
      const auto result = write_data_file(folder / name, zeros(2, 2), {});
      BOOST_REQUIRE(!result);
      BOOST_TEST((result.error().reason == Reason::UnknownFormat));
      BOOST_TEST(result.error().detail == extension);
    }
  }
  BOOST_TEST(entries(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_reader_leaves_no_file) {
  const TemporaryFolder folder;
  for (const std::string& format : unweave::data_formats()) {
    BOOST_TEST_CONTEXT(format) {
      put(folder / ("old." + format), "old");
      // Large enough for several bands; the exception comes in the last.
      const FieldToWrite field{1000, 1000, [](int y, int rows, float* out) {
                                 std::fill_n(out, rows * 1000, 1.0f);
                                 if (y + rows == 1000) throw std::runtime_error("tile lost");
                               }};
      for (const char* stem : {"old.", "new."})
        BOOST_CHECK_THROW((void)write_data_file(folder / (stem + format), field, {}),
                          std::runtime_error);
      BOOST_TEST(contents(folder / ("old." + format)) == "old");
    }
  }
  BOOST_TEST(entries(folder.path()) == static_cast<long>(unweave::data_formats().size()));
}

BOOST_TEST_DECORATOR(*boost::unit_test::precondition(can_mount))
BOOST_AUTO_TEST_CASE(a_full_disk_is_told_by_every_format) {
  const TemporaryFolder folder;
  for (const std::string& format : unweave::data_formats()) {
    BOOST_TEST_CONTEXT(format) {
      BOOST_TEST(0 == in_child([&] {
                   if (!mount_tiny(folder.path())) return 1;
                   const std::string path = folder / ("a." + format);
                   put(path, "old");
                   const auto result = write_data_file(path, noise(1000, 1000), {});
                   if (result || result.error().reason != Reason::DiskFull) return 2;
                   if (result.error().detail != path) return 3;
                   if (contents(path) != "old" || entries(folder.path()) != 1) return 4;
                   return write_data_file(path, zeros(4, 4), {}) ? 0 : 5;
                 }));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_limit_on_file_size_is_told_by_every_format) {
  const TemporaryFolder folder;
  for (const std::string& format : unweave::data_formats()) {
    BOOST_TEST_CONTEXT(format) {
      BOOST_TEST(0 == in_child([&] {
                   const rlimit limit{65536, 65536};
                   if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
                   std::signal(SIGXFSZ, SIG_IGN);
                   const auto result =
                       write_data_file(folder / ("a." + format), noise(1000, 1000), {});
                   return !result && result.error().reason == Reason::WriteFailed ? 0 : 2;
                 }));
    }
  }
  BOOST_TEST(entries(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(failures_to_open_come_before_any_reading) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "a.csv");
  FieldToWrite field = zeros(2, 2);
  field.read = [](int, int, float*) { throw std::logic_error("read"); };
  const auto missing = write_data_file(folder / "no/a.npy", field, {});
  BOOST_REQUIRE(!missing);
  BOOST_TEST((missing.error().reason == Reason::FolderMissing));
  const auto directory = write_data_file(folder / "a.csv", field, {});
  BOOST_REQUIRE(!directory);
  BOOST_TEST((directory.error().reason == Reason::IsDirectory));
}

BOOST_AUTO_TEST_CASE(rows_are_read_once_and_in_order) {
  const TemporaryFolder folder;
  for (const auto& [width, height] : {std::pair{1, 1}, {700, 1111}, {300000, 3}, {1, 600000}}) {
    int next = 0;
    const FieldToWrite field{width, height, [&, w = width](int y, int rows, float* out) {
                               BOOST_REQUIRE(y == next);
                               BOOST_REQUIRE(rows > 0);
                               next += rows;
                               std::fill_n(out, rows * w, 0.5f);
                             }};
    BOOST_REQUIRE(write_data_file(folder / "a.npy", field, {}));
    BOOST_TEST(next == height);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_field_breaks_the_contract) {
  const TemporaryFolder folder;
  const std::string path = folder / "a.npy";
  BOOST_CHECK_THROW((void)write_data_file(path, zeros(0, 2), {}), std::invalid_argument);
  BOOST_CHECK_THROW((void)write_data_file(path, zeros(2, -1), {}), std::invalid_argument);
  BOOST_CHECK_THROW((void)write_data_file(path, {2, 2, nullptr}, {}), std::invalid_argument);
  BOOST_TEST(entries(folder.path()) == 0);
}

BOOST_AUTO_TEST_CASE(written_but_not_committed_is_not_there) {
  const TemporaryFolder folder;
  {
    auto file = unweave::DataFile::open(folder / "a.csv");
    BOOST_REQUIRE(file);
    BOOST_REQUIRE(file->write(zeros(2, 2), {}));
    BOOST_TEST(entries(folder.path()) == 0);
  }
  BOOST_TEST(entries(folder.path()) == 0);
  auto file = unweave::DataFile::open(folder / "a.csv");
  BOOST_REQUIRE(file->write(zeros(2, 2), {}));
  BOOST_REQUIRE(file->commit());
  BOOST_TEST(contents(folder / "a.csv") == "0,0\n0,0\n");
}

BOOST_AUTO_TEST_CASE(text_goes_out_as_it_is) {
  const TemporaryFolder folder;
  const std::string text("a\0b\r\n\xff", 6);
  BOOST_REQUIRE(write_text_file(folder / "report.json", text));
  BOOST_TEST(contents(folder / "report.json") == text);
  BOOST_REQUIRE(write_text_file(folder / "report.json", ""));
  BOOST_TEST(contents(folder / "report.json").empty());
  BOOST_TEST(!write_text_file(folder / "no/report.json", text));
}

BOOST_AUTO_TEST_CASE(doubles_are_kept_in_every_format) {
  const TemporaryFolder folder;
  constexpr int width = 61, height = 47;
  std::mt19937_64 random(3);
  std::vector<double> values(width * height);
  for (double& value : values) value = std::bit_cast<double>(random());
  for (std::size_t i = 0; i < values.size(); i += 10) values[i] = std::nan("");
  const unweave::FieldToWrite field{width, height, {}, [&](int y, int rows, double* out) {
                                      std::copy_n(
                                          values.data() + static_cast<std::ptrdiff_t>(y) * width,
                                          static_cast<std::ptrdiff_t>(rows) * width, out);
                                    }};
  put(folder / "raw", {reinterpret_cast<const char*>(values.data()), 8 * values.size()});
  for (const std::string& format : unweave::data_formats())
    BOOST_REQUIRE(write_data_file(folder / ("a." + format), field, {}));
  const std::string command =
      "/usr/bin/python3 -B '" TEST_SOURCES "/write/read_doubles.py' '" + folder.path() + "' 47 61";
  BOOST_TEST(std::system(command.c_str()) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

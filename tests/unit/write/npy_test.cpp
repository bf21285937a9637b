// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/write/data_file.hpp"
#include "tests/unit/write/fields.hpp"
#include "tests/unit/write/sandbox.hpp"

using unweave::write_data_file;
using unweave::test::contents;
using unweave::test::field_of;
using unweave::test::put;
using unweave::test::random_bits;
using unweave::test::TemporaryFolder;

BOOST_AUTO_TEST_SUITE(npy)

BOOST_AUTO_TEST_CASE(bytes_are_those_of_the_format) {
  const TemporaryFolder folder;
  const std::vector<float> values = {0.0f, 1.0f, -2.0f};
  BOOST_REQUIRE(write_data_file(folder / "a.npy", field_of(values, 3), {}));
  std::string expected("\x93NUMPY\x01\x00\x76\x00", 10);
  expected += "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
  expected.resize(127, ' ');
  expected += '\n';
  expected += std::string("\x00\x00\x00\x00\x00\x00\x80\x3f\x00\x00\x00\xc0", 12);
  BOOST_TEST(contents(folder / "a.npy") == expected);
}

BOOST_AUTO_TEST_CASE(data_start_at_a_multiple_of_64) {
  const TemporaryFolder folder;
  for (const int width : {1, 10, 100, 12345, 123456}) {
    const std::vector<float> values(static_cast<std::size_t>(width), 0.25f);
    BOOST_REQUIRE(write_data_file(folder / "a.npy", field_of(values, width), {}));
    const std::string file = contents(folder / "a.npy");
    const std::size_t start = file.find('\n') + 1;
    BOOST_TEST(start % 64 == 0u);
    BOOST_TEST(file.size() - start == values.size() * sizeof(float));
  }
}

// NumPy is the judge: it reads both formats and compares them with the raw floats.
BOOST_AUTO_TEST_CASE(numpy_reads_what_was_written) {
  const TemporaryFolder folder;
  for (const auto& [width, height] : {std::pair{1, 1}, {7, 5}, {1, 40}, {600, 601}}) {
    const std::vector<float> values =
        random_bits(static_cast<std::size_t>(width) * height, static_cast<unsigned>(width));
    for (const char* name : {"a.npy", "a.csv"})
      BOOST_REQUIRE(write_data_file(folder / name, field_of(values, width), {}));
    put(folder / "a.raw",
        {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
    const std::string command = "/usr/bin/python3 -B '" TEST_SOURCES "/write/read_back.py' '" +
                                folder.path() + "' " + std::to_string(height) + " " +
                                std::to_string(width);
    BOOST_TEST(std::system(command.c_str()) == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()

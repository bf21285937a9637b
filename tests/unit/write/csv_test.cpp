// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <boost/test/unit_test.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/write/data_file.hpp"
#include "tests/unit/write/fields.hpp"
#include "tests/unit/write/sandbox.hpp"

using unweave::write_data_file;
using unweave::test::contents;
using unweave::test::field_of;
using unweave::test::random_bits;
using unweave::test::TemporaryFolder;

namespace {

std::string csv_of(const std::vector<float>& values, int width) {
  const TemporaryFolder folder;
  BOOST_REQUIRE(write_data_file(folder / "a.csv", field_of(values, width), {}));
  return contents(folder / "a.csv");
}

/// The shortest scientific notation that reads back, by trying: C's own formatting.
std::string shortest_scientific(float value) {
  char text[64];
  for (int digits = 0; digits < 9; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits, static_cast<double>(value));
    if (std::bit_cast<std::uint32_t>(std::strtof(text, nullptr)) ==
        std::bit_cast<std::uint32_t>(value))
      break;
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(a_line_a_row) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(csv_of({0.0f, 0.5f, 1.0f, -2.25f, nan, 0.1f}, 3) == "0,0.5,1\n-2.25,nan,0.1\n");
  BOOST_TEST(csv_of({7.0f}, 1) == "7\n");
  BOOST_TEST(csv_of({1.0f, 2.0f}, 1) == "1\n2\n");
}

BOOST_AUTO_TEST_CASE(no_data_is_nan_whatever_its_sign) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  BOOST_TEST(csv_of({-nan, std::copysign(nan, -1.0f), nan}, 3) == "nan,nan,nan\n");
  BOOST_TEST(csv_of({inf, -inf, -0.0f}, 3) == "inf,-inf,-0\n");
}

BOOST_AUTO_TEST_CASE(numbers_are_exact_and_shortest) {
  constexpr int width = 100;
  const std::vector<float> values = random_bits(100 * width, 20240607);
  const std::string text = csv_of(values, width);
  const char* at = text.data();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const char* end = at;
    while (*end != ',' && *end != '\n') ++end;
    BOOST_REQUIRE((*end == '\n') == (i % width == width - 1));
    const std::string_view word(at, end);
    float read = 0;
    const auto [rest, error] = std::from_chars(at, end, read);
    BOOST_REQUIRE((error == std::errc() && rest == end));
    if (std::isnan(values[i])) {
      BOOST_REQUIRE(word == "nan");
    } else {
      BOOST_REQUIRE(std::bit_cast<std::uint32_t>(read) == std::bit_cast<std::uint32_t>(values[i]));
      if (std::isfinite(values[i]))
        BOOST_REQUIRE(word.size() <= shortest_scientific(values[i]).size());
    }
    at = end + 1;
  }
  BOOST_TEST(at == text.data() + text.size());
}

BOOST_AUTO_TEST_SUITE_END()

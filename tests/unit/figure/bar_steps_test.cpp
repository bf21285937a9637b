// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_steps.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace unweave {

namespace {

constexpr int kLength = 320;
/// What a quality of 80 leaves.
const ColorMetric kCompressed{{true, 2.3, 1.2, 16}};

/// Dark blue to yellow.
Rgb8 ramp(double t) {
  return {std::uint8_t(std::lround(250 * t)), std::uint8_t(std::lround(20 + 210 * t)),
          std::uint8_t(std::lround(140 - 110 * t))};
}

/// Chroma averaged over 9 samples, luma kept but for a ripple, as compression leaves a row.
std::vector<Rgb8> compressed(const std::vector<Rgb8>& row) {
  const int n = static_cast<int>(row.size());
  const auto luma = [](const Rgb8& c) { return 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2]; };
  std::vector<Rgb8> out;
  for (int i = 0; i < n; ++i) {
    double red = 0, green = 0, blue = 0, mean = 0;
    int count = 0;
    for (int k = std::max(0, i - 4); k <= std::min(n - 1, i + 4); ++k, ++count) {
      red += row[k][0];
      green += row[k][1];
      blue += row[k][2];
      mean += luma(row[k]);
    }
    const double shift = luma(row[i]) - mean / count + 2 * std::sin(1.7 * i);
    const auto level = [&](double sum) {
      return std::uint8_t(std::lround(std::min(255.0, std::max(0.0, sum / count + shift))));
    };
    out.push_back({level(red), level(green), level(blue)});
  }
  return out;
}

std::vector<Rgb8> stepped(int count) {
  std::vector<Rgb8> row;
  for (int i = 0; i < kLength; ++i) {
    const int step = i * count / kLength;
    row.push_back(ramp((step + 0.5) / count));
  }
  return row;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bar_steps)

BOOST_AUTO_TEST_CASE(finds_exact_steps) {
  const auto steps = find_steps(stepped(8), ColorMetric{});
  BOOST_REQUIRE(steps);
  BOOST_TEST(steps->colors.size() == 8);
  for (int k = 0; k <= 8; ++k) BOOST_TEST(steps->edges[k] == k * kLength / 8);
}

BOOST_AUTO_TEST_CASE(finds_steps_whose_edges_compression_has_smeared) {
  for (const int count : {5, 8, 10, 16}) {
    BOOST_TEST_CONTEXT(count << " steps") {
      const auto steps = find_steps(compressed(stepped(count)), kCompressed);
      BOOST_REQUIRE(steps);
      BOOST_REQUIRE(steps->colors.size() == static_cast<std::size_t>(count));
      for (int k = 0; k <= count; ++k) BOOST_TEST(steps->edges[k] == k * kLength / count);
      for (int k = 0; k < count; ++k) {
        const Rgb8 want = ramp((k + 0.5) / count);
        BOOST_TEST(kCompressed(steps->colors[k], want) <= 4);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_smooth_row_has_no_steps) {
  std::vector<Rgb8> row;
  for (int i = 0; i < kLength; ++i) row.push_back(ramp((i + 0.5) / kLength));
  BOOST_TEST(!find_steps(row, ColorMetric{}));
  BOOST_TEST(!find_steps(compressed(row), kCompressed));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave

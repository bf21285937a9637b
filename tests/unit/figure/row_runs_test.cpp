// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/row_runs.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

#include "core/figure/bar_ends.hpp"
#include "tests/support/random.hpp"

using unweave::ColorMetric;
using unweave::RowRuns;

namespace {

/// As the header has it, pixel by pixel.
int end_of_run(const std::vector<std::uint8_t>& row, int begin, int end,
               const ColorMetric& metric) {
  const auto at = [&](int x) { return row.data() + 3 * static_cast<std::ptrdiff_t>(x); };
  for (int x = begin + 1; x < end; ++x) {
    const int first = x - begin > 2 ? begin + 2 : begin;
    if (metric(at(x), at(x - 1)) > unweave::run_tolerance(metric) ||
        metric(at(x), at(first)) > unweave::run_tolerance(metric))
      return x;
  }
  return end;
}

/// Runs of up to 40 pixels that drift by a level or two and end with a jump.
std::vector<std::uint8_t> row_of_runs(int width, unweave::testing::Random& random) {
  std::vector<std::uint8_t> row;
  while (static_cast<int>(row.size()) < 3 * width) {
    int color[3];
    for (int& c : color) c = 40 + static_cast<int>(random.below(176));
    const std::size_t drift = random.below(3);
    for (std::size_t n = 1 + random.below(40); n > 0; --n)
      for (int& c : color) {
        c += static_cast<int>(random.below(2 * drift + 1)) - static_cast<int>(drift);
        row.push_back(static_cast<std::uint8_t>(c));
      }
  }
  row.resize(3 * static_cast<std::size_t>(width));
  return row;
}

void same_as_pixel_by_pixel(const ColorMetric& metric) {
  constexpr int kWidth = 203;  // no multiple of what is compared at a time
  unweave::testing::Random random(11);
  RowRuns runs(kWidth, metric);
  int longest = 0;
  for (int round = 0; round < 40; ++round) {
    const auto row = row_of_runs(kWidth, random);
    const int begin = static_cast<int>(random.below(20)),
              end = kWidth - static_cast<int>(random.below(20));
    runs.look_at(row.data(), begin, end);
    for (int x = begin; x < end; ++x) {
      BOOST_REQUIRE_EQUAL(runs.end_of(x), end_of_run(row, x, end, metric));
      longest = std::max(longest, runs.end_of(x) - x);
    }
  }
  BOOST_TEST(longest > 20);  // there was something to compare
}

}  // namespace

BOOST_AUTO_TEST_SUITE(row_runs)

BOOST_AUTO_TEST_CASE(runs_end_where_pixels_differ) { same_as_pixel_by_pixel({}); }

BOOST_AUTO_TEST_CASE(compressed_runs_end_where_the_metric_differs) {
  ColorMetric metric;
  metric.compression.jpeg = true;
  same_as_pixel_by_pixel(metric);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/neighborhood.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "tests/support/random.hpp"

// Every function against its definition, pixel by pixel, on random planes of all kinds of sizes:
// narrower than the window, one row, one column.

using namespace unweave;
using unweave::testing::Random;

namespace {

constexpr std::array<std::pair<int, int>, 7> kSizes{
    {{1, 1}, {1, 9}, {9, 1}, {3, 4}, {17, 8}, {40, 23}, {130, 6}}};

BytePlane random_plane(Random& random, int width, int height, std::size_t levels) {
  BytePlane plane(width, height);
  for (auto& v : plane.values)
    v = static_cast<std::uint8_t>(random.below(levels) * (255 / (levels - 1)));
  return plane;
}

/// The values of the window [x - before, x + behind] in both directions that lie in the plane.
std::vector<std::uint8_t> window(const BytePlane& in, int x, int y, int before, int behind) {
  std::vector<std::uint8_t> values;
  for (int v = y - before; v <= y + behind; ++v)
    for (int u = x - before; u <= x + behind; ++u)
      if (u >= 0 && v >= 0 && u < in.width && v < in.height) values.push_back(in.at(u, v));
  return values;
}

template <class Expected>
void check_each(const BytePlane& out, Expected expected) {
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      BOOST_TEST_REQUIRE(int{out.at(x, y)} == int{expected(x, y)},
                         out.width << 'x' << out.height << " at " << x << ' ' << y);
}

/// The greatest, over the squares that hold the pixel and lie in the plane, of their least value;
/// 0 where there is none.
std::uint8_t opened_at(const BytePlane& in, int x, int y, int columns, int rows) {
  std::uint8_t most = 0;
  for (int top = y - rows + 1; top <= y; ++top)
    for (int left = x - columns + 1; left <= x; ++left) {
      if (left < 0 || top < 0 || left + columns > in.width || top + rows > in.height) continue;
      std::uint8_t least = 255;
      for (int v = top; v < top + rows; ++v)
        for (int u = left; u < left + columns; ++u) least = std::min(least, in.at(u, v));
      most = std::max(most, least);
    }
  return most;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(neighborhood)

BOOST_AUTO_TEST_CASE(erosion_and_dilation_take_the_least_and_the_greatest) {
  Random random(21);
  for (const auto& [w, h] : kSizes)
    for (const int reach : {0, 1, 2, 3, 7, 12}) {
      const BytePlane in = random_plane(random, w, h, 200);
      check_each(eroded(in, reach), [&](int x, int y) {
        const auto values = window(in, x, y, reach, reach);
        return *std::min_element(values.begin(), values.end());
      });
      check_each(dilated(in, reach), [&](int x, int y) {
        const auto values = window(in, x, y, reach, reach);
        return *std::max_element(values.begin(), values.end());
      });
    }
}

BOOST_AUTO_TEST_CASE(opening_keeps_what_a_square_fits_into) {
  Random random(22);
  for (const auto& [w, h] : kSizes)
    for (const int size : {1, 2, 3, 5, 8}) {
      for (const std::size_t levels : {std::size_t{2}, std::size_t{60}}) {
        const BytePlane in = random_plane(random, w, h, levels);
        check_each(opened(in, size), [&](int x, int y) { return opened_at(in, x, y, size, size); });
        check_each(opened_along_rows(in, size),
                   [&](int x, int y) { return opened_at(in, x, y, size, 1); });
        check_each(opened_along_columns(in, size),
                   [&](int x, int y) { return opened_at(in, x, y, 1, size); });
      }
    }
}

BOOST_AUTO_TEST_CASE(the_median_is_that_of_the_sorted_window) {
  Random random(23);
  for (const auto& [w, h] : kSizes)
    for (const int reach : {0, 1, 4, 7}) {
      const BytePlane in = random_plane(random, w, h, 9);
      check_each(median_around(in, reach), [&](int x, int y) {
        auto values = window(in, x, y, reach, reach);
        std::sort(values.begin(), values.end());
        return values[values.size() / 2];
      });
    }
}

BOOST_AUTO_TEST_CASE(means_leave_out_what_is_left_out) {
  Random random(24);
  constexpr int kUnit = 4, kNone = 160;
  for (const auto& [w, h] : kSizes)
    for (const int reach : {0, 2, 16}) {
      BytePlane in(w, h), left_out(w, h);
      for (auto& v : in.values) v = static_cast<std::uint8_t>(random.below(40));
      for (auto& v : left_out.values) v = random.uniform() < 0.3;
      check_each(means_around(in, left_out, reach, kUnit, kNone), [&](int x, int y) {
        const auto values = window(in, x, y, reach, reach);
        const auto out = window(left_out, x, y, reach, reach);
        int sum = 0, pixels = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
          if (!out[i]) {
            sum += values[i];
            ++pixels;
          }
        return static_cast<std::uint8_t>(pixels > 0 ? kUnit * sum / pixels : kNone);
      });
    }
}

// Tolerance: single precision, some tens of additions of numbers up to 1.
BOOST_AUTO_TEST_CASE(convolution_is_the_weighted_sum) {
  Random random(25);
  const std::array<float, 4> kernel{1.0F, 0.6F, -0.25F, 0.1F};
  for (const auto& [w, h] : kSizes) {
    FloatPlane in(w, h);
    for (auto& v : in.values) v = static_cast<float>(random.uniform());
    const FloatPlane out = convolved(in, kernel);
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) {
        double sum = 0;
        for (int v = std::max(0, y - 3); v <= std::min(h - 1, y + 3); ++v)
          for (int u = std::max(0, x - 3); u <= std::min(w - 1, x + 3); ++u)
            sum += double{kernel[static_cast<std::size_t>(std::abs(u - x))]} *
                   kernel[static_cast<std::size_t>(std::abs(v - y))] * in.at(u, v);
        BOOST_TEST_REQUIRE(std::abs(sum - out.at(x, y)) < 1e-5);
      }
  }
}

BOOST_AUTO_TEST_CASE(distances_are_those_of_the_nearest_pixel_up_to_the_cap) {
  Random random(26);
  for (const auto& [w, h] : kSizes)
    for (const int cap : {1, 5, 17, 100}) {
      BytePlane plane(w, h, static_cast<std::uint8_t>(cap));
      std::vector<std::pair<int, int>> marked;
      for (std::size_t k = random.below(4); k > 0; --k) {
        const int x = static_cast<int>(random.below(static_cast<std::size_t>(w)));
        const int y = static_cast<int>(random.below(static_cast<std::size_t>(h)));
        plane.at(x, y) = 0;
        marked.emplace_back(x, y);
      }
      chessboard_distance(plane, static_cast<std::uint8_t>(cap));
      check_each(plane, [&](int x, int y) {
        int least = cap;
        for (const auto& [u, v] : marked)
          least = std::min(least, std::max(std::abs(u - x), std::abs(v - y)));
        return static_cast<std::uint8_t>(least);
      });
    }
}

BOOST_AUTO_TEST_SUITE_END()

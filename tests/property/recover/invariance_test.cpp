// SPDX-License-Identifier: GPL-3.0-or-later
// What must not change the result: how the picture lies, what is invisible, threads, repetition.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/property/recover/cases.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

/// Where pixel (x, y) of the moved picture comes from.
struct Move {
  const char* name;
  bool swaps_sides;
  std::function<std::pair<int, int>(int x, int y, int width, int height)> origin;
};

const std::vector<Move> kMoves{
    {"mirrored left to right", false,
     [](int x, int y, int w, int) {
       return std::pair{w - 1 - x, y};
     }},
    {"mirrored top to bottom", false,
     [](int x, int y, int, int h) {
       return std::pair{x, h - 1 - y};
     }},
    {"turned by half", false,
     [](int x, int y, int w, int h) {
       return std::pair{w - 1 - x, h - 1 - y};
     }},
    {"transposed", true,
     [](int x, int y, int, int) {
       return std::pair{y, x};
     }},
    {"turned by a quarter", true,
     [](int x, int y, int w, int) {
       return std::pair{w - 1 - y, x};
     }},
};

/// The moved picture of a picture.
Picture moved(const Picture& p, const Move& move) {
  Picture out = filled(move.swaps_sides ? p.height : p.width, move.swaps_sides ? p.width : p.height,
                       {0, 0, 0});
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const auto [i, j] = move.origin(x, y, p.width, p.height);
      std::copy_n(p.at(i, j), 3, out.at(x, y));
    }
  return out;
}

/// The values of a moved picture, put back to where they came from.
std::vector<double> put_back(const std::vector<double>& v, const Picture& p, const Move& move) {
  const int width = move.swaps_sides ? p.height : p.width;
  const int height = move.swaps_sides ? p.width : p.height;
  std::vector<double> out(v.size());
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const auto [i, j] = move.origin(x, y, p.width, p.height);
      out[static_cast<std::size_t>(j * p.width + i)] = v[static_cast<std::size_t>(y * width + x)];
    }
  return out;
}

struct NamedPicture {
  std::string name;
  Picture picture;
  double tolerance;
};

/// Clean pictures have exact entries in order: nothing may change. Of the others, sums are formed
/// in another order; a curve of 256 nodes turns rounding into less than 1e-6.
std::vector<NamedPicture> pictures() {
  const Field field = cosine_field(200, 160, 1, 50);
  const Table table = random_map(1);
  Picture hole = paint(field, map_of(MapKind::Rainbow));
  hole.fill({60, 50, 40, 30}, {255, 255, 255});
  return {{"clean", paint(field, table), 0},
          {"clean with a hole", hole, 0},
          {"interpolated", enlarge(paint(cosine_field(50, 40, 2, 20), table), 4), 1e-6},
          {"noisy", jpeg_like(paint(field, table), 1, 3), 1e-6}};
}

/// Single precision as the host gets it, to compare bytes.
std::vector<std::uint8_t> bytes(const PixelSource& source, const RecoverOptions& options,
                                unsigned threads) {
  Context context;
  context.threads = threads;
  const auto recovery = recover(source, options, context);
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Rect area = (*recovery)->report().plot_area;
  std::vector<float> planes(3 * static_cast<std::size_t>(area.area()));
  const auto n = static_cast<std::ptrdiff_t>(area.area());
  (*recovery)->evaluate(source, area, {planes.data(), planes.data() + n, planes.data() + 2 * n});
  std::vector<std::uint8_t> out(sizeof(float) * planes.size());
  std::memcpy(out.data(), planes.data(), out.size());
  for (const Rgb8& c : (*recovery)->report().colors) out.insert(out.end(), c.begin(), c.end());
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(invariance)

BOOST_AUTO_TEST_CASE(moved_pictures_give_the_moved_field) {
  for (const auto& [name, picture, tolerance] : pictures()) {
    const auto plain = recovered(picture.source());
    BOOST_TEST_REQUIRE(plain.t.size() == picture.rgb.size() / 3);
    for (const Move& move : kMoves) {
      BOOST_TEST_INFO_SCOPE(name << ", " << move.name);
      const Picture other = moved(picture, move);
      const auto out = recovered(other.source());
      BOOST_TEST_REQUIRE(out.t.size() == plain.t.size());
      BOOST_TEST(largest_difference(put_back(out.t, picture, move), plain.t) <= tolerance);
    }
  }
}

// Distances in the cube do not know which axis is red. (Which end is low is a convention, and a tie
// where both ends are as far from black.)
BOOST_AUTO_TEST_CASE(exchanged_channels_give_the_same_field) {
  const Field field = cosine_field(200, 160, 1, 50);
  for (const auto& [name, table] : many_maps()) {
    BOOST_TEST_INFO_SCOPE(name);
    const Picture picture = paint(field, table);
    Picture other = picture;
    for (std::size_t i = 0; i < other.rgb.size(); i += 3)
      std::rotate(&other.rgb[i], &other.rgb[i + 1], other.rgb.data() + i + 3);
    const auto plain = recovered(picture.source(), blind());
    auto t = recovered(other.source(), blind()).t;
    if (rank_correlation(t, plain.t) < 0)
      for (double& v : t) v = 1 - v;
    BOOST_TEST(largest_difference(t, plain.t) <= 1e-6);
  }
}

// An invisible margin is not there. Its border counts as lively, the picture's own does not: where
// sums over touching pixels make the curve, t may change by a quarter of an entry of 256.
BOOST_AUTO_TEST_CASE(a_transparent_margin_changes_nothing) {
  for (const auto& [name, picture, tolerance] : pictures()) {
    BOOST_TEST_INFO_SCOPE(name);
    const int width = picture.width + 70, height = picture.height + 40, left = 30, top = 25;
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(4 * width * height), 0);
    for (int y = 0; y < picture.height; ++y)
      for (int x = 0; x < picture.width; ++x) {
        std::uint8_t* p = &rgba[4 * static_cast<std::size_t>((y + top) * width + x + left)];
        std::copy_n(picture.at(x, y), 3, p);
        p[3] = 255;
      }
    const MemorySource source({width, height, SampleType::U8, 4}, rgba.data());
    const auto plain = recovered(picture.source());
    const auto out = recovered(source);
    const Rect area = out.report.plot_area;
    BOOST_TEST_INFO_SCOPE("plot area " << area.x << "," << area.y << " " << area.width << " x "
                                       << area.height);
    std::vector<double> t;
    for (int y = 0; y < picture.height; ++y)
      for (int x = 0; x < picture.width; ++x) {
        BOOST_TEST_REQUIRE(area.contains(x + left, y + top));
        t.push_back(
            out.t[static_cast<std::size_t>((y + top - area.y) * area.width + x + left - area.x)]);
      }
    BOOST_TEST(largest_difference(t, plain.t) <= (tolerance > 0 ? 0.001 : 0));
    BOOST_TEST(share_of_data(out.t) * static_cast<double>(area.area()) ==
               share_of_data(plain.t) * static_cast<double>(plain.t.size()));
  }
}

BOOST_AUTO_TEST_CASE(repeated_runs_and_threads_give_the_same_bytes) {
  for (const auto& [name, picture, tolerance] : pictures()) {
    BOOST_TEST_INFO_SCOPE(name);
    const auto source = picture.source();
    const auto first = bytes(source, {}, 1);
    for (int run = 0; run < 10; ++run) {
      BOOST_TEST_INFO_SCOPE("run " << run);
      BOOST_TEST((bytes(source, {}, run % 2 == 0 ? 1 : 2) == first));
    }
    BOOST_TEST((bytes(source, {}, 0) == first));
  }
}

BOOST_AUTO_TEST_SUITE_END()

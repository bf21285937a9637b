// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/map_curve.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/support/random.hpp"

using unweave::Catalog;
using unweave::Colormap;
using unweave::ColormapKind;
using unweave::MapCurve;
using unweave::Point;

namespace {

Colormap map_of(std::vector<unweave::Rgb8> table, ColormapKind kind = ColormapKind::Continuous) {
  return {"m", "user", "", "", kind, std::move(table), {}};
}

/// The nearest point by going through all segments in small steps.
double brute_force(const Colormap& map, const Point& p) {
  double best = 1e9;
  const int n = static_cast<int>(map.table.size());
  for (int i = 0; i + 1 < n; ++i)
    for (int step = 0; step <= 50; ++step) {
      double squared = 0;
      for (int k = 0; k < 3; ++k) {
        const double a = map.table[i][k] / 255.0, b = map.table[i + 1][k] / 255.0;
        const double d = a + (b - a) * step / 50 - p[k];
        squared += d * d;
      }
      best = std::min(best, squared);
    }
  return std::sqrt(best);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(map_curve)

BOOST_AUTO_TEST_CASE(projection_is_the_nearest_point) {
  for (const char* name : {"jet", "viridis", "nipy_spectral"}) {
    const Colormap& map = *Catalog::builtin().find(name)->map;
    const MapCurve curve(map);
    unsigned state = 1;
    const auto next = [&] { return (state = state * 1664525u + 1013904223u) / 4294967296.f; };
    for (int i = 0; i < 200; ++i) {
      const Point p{next(), next(), next()};
      BOOST_TEST(std::abs(curve.project(p).distance - brute_force(map, p)) < 1e-3, name);
    }
  }
}

BOOST_AUTO_TEST_CASE(t_of_an_entry_is_its_cells_middle) {
  const Colormap& map = *Catalog::builtin().find("viridis")->map;
  const MapCurve curve(map);
  for (int i = 0; i < 256; i += 5) {
    const auto p = curve.project(curve.nodes()[i]);
    BOOST_TEST(p.distance == 0.f);
    BOOST_TEST(std::abs(p.t - (i + 0.5) / 256) < 1.1 / 256);  // neighbors may be equal in 8 bits
  }
}

BOOST_AUTO_TEST_CASE(equal_passages_give_the_smaller_t) {
  const Colormap there_and_back = map_of({{0, 0, 0}, {20, 0, 0}, {0, 0, 0}});
  BOOST_TEST(MapCurve(there_and_back).project({10 / 255.f, 0, 0}).t < 0.5f);
}

BOOST_AUTO_TEST_CASE(nothing_lies_in_a_jump) {
  std::vector<unweave::Rgb8> table;
  for (int i = 0; i < 64; ++i) table.push_back({static_cast<std::uint8_t>(i), 0, 0});
  for (int i = 0; i < 64; ++i) table.push_back({static_cast<std::uint8_t>(i), 255, 0});
  const Colormap map = map_of(table);
  const MapCurve curve(map);
  BOOST_TEST(curve.project({0.12f, 0.5f, 0}).distance > 0.45f);
  BOOST_TEST(curve.length() < 0.6f);
}

BOOST_AUTO_TEST_CASE(nothing_lies_between_discrete_colors) {
  const Colormap map = map_of({{0, 0, 0}, {20, 0, 0}}, ColormapKind::Discrete);
  BOOST_TEST(MapCurve(map).project({10 / 255.f, 0, 0}).distance > 9 / 255.f);
}

// A whole map is searched chunk by chunk, a stretch of a few nodes segment by segment.
BOOST_AUTO_TEST_CASE(a_map_is_no_nearer_than_its_stretches) {
  for (const char* name : {"jet", "viridis", "tab20", "prism"}) {
    const MapCurve curve(*Catalog::builtin().find(name)->map);
    unweave::testing::Random random(5);
    for (int i = 0; i < 300; ++i) {
      const auto level = [&] { return static_cast<float>(random.uniform()); };
      const Point p{level(), level(), level()};
      float least = 1e9f;
      for (int first = 0; first < curve.size(); first += 5)
        least = std::min(least,
                         curve.project(p, first, std::min(first + 5, curve.size() - 1)).distance);
      BOOST_TEST(curve.project(p).distance == least, name);
      for (const float most : {0.02f, 0.12f, 2.f})
        BOOST_TEST(curve.distance_up_to(most, p) == std::min(most, least), name);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_part_is_searched_alone) {
  const MapCurve curve(*Catalog::builtin().find("viridis")->map);
  const auto p = curve.project(curve.nodes()[10], 100, 200);
  BOOST_TEST(p.distance > 0.1f);
  BOOST_TEST(p.t >= 100.5f / 256);
}

BOOST_AUTO_TEST_SUITE_END()

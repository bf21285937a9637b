// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/marker_plot.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kWidth = 360, kHeight = 240;
constexpr Rgb8 kPaper{255, 255, 255};

/// A map from blue over green to red: channels that differ from paper and black everywhere.
std::array<double, 3> map_color(double t) { return {0.1 + 0.8 * t, 0.7 - 0.5 * t, 0.9 - 0.8 * t}; }

std::vector<std::array<double, 3>> map() {
  std::vector<std::array<double, 3>> colors;
  for (int i = 0; i < 256; ++i) colors.push_back(map_color((i + 0.5) / 256));
  return colors;
}

struct Place {
  double x, y, t;
};

/// True where a marker at (0, 0) is, in pixels.
using Shape = std::function<bool(double x, double y)>;

Shape disk(double radius) {
  return [radius](double x, double y) { return std::hypot(x, y) <= radius; };
}

/// As a plotting program draws it: each pixel by the share that is covered, of 8 x 8 places.
void draw(Picture& p, const Place& at, const Shape& shape, const std::array<double, 3>& color,
          int reach = 14) {
  constexpr int kParts = 8;
  for (int y = static_cast<int>(at.y) - reach; y <= static_cast<int>(at.y) + reach; ++y)
    for (int x = static_cast<int>(at.x) - reach; x <= static_cast<int>(at.x) + reach; ++x) {
      if (!p.whole().contains(x, y)) continue;
      int covered = 0;
      for (int i = 0; i < kParts * kParts; ++i)
        covered +=
            shape(x + (i % kParts + 0.5) / kParts - at.x, y + (i / kParts + 0.5) / kParts - at.y);
      const double share = static_cast<double>(covered) / (kParts * kParts);
      for (std::size_t k = 0; k < 3; ++k) {
        std::uint8_t& level = p.at(x, y)[k];
        level =
            static_cast<std::uint8_t>(std::lround((1 - share) * level + share * 255 * color[k]));
      }
    }
}

/// At random places, at least so far from each other.
std::vector<Place> places(int count, double apart) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> x(16, kWidth - 16), y(16, kHeight - 16), t(0, 1);
  std::vector<Place> out;
  while (static_cast<int>(out.size()) < count) {
    const Place next{x(random), y(random), t(random)};
    if (std::ranges::none_of(
            out, [&](const Place& o) { return std::hypot(o.x - next.x, o.y - next.y) < apart; }))
      out.push_back(next);
  }
  return out;
}

Picture scatter(const std::vector<Place>& all, const Shape& shape, Picture p) {
  for (const Place& at : all) draw(p, at, shape, map_color(at.t));
  return p;
}

Picture paper() { return filled(kWidth, kHeight, kPaper); }

std::optional<MarkerPlot> found(const Picture& p) {
  const MemorySource source = p.source();
  Context context;
  auto plot = find_marker_plot(source, p.whole(), {}, map(), {}, context);
  BOOST_TEST_REQUIRE(plot.has_value());
  return *plot;
}

const Marker& nearest(const MarkerPlot& plot, const Place& at) {
  return *std::ranges::min_element(
      plot.markers, {}, [&](const Marker& m) { return std::hypot(m.x - at.x, m.y - at.y); });
}

/// All of them, and nothing else: within `off` pixels, in their very colors but for rounding.
void check(const std::optional<MarkerPlot>& plot, const std::vector<Place>& all, double off) {
  BOOST_TEST_REQUIRE(plot.has_value());
  BOOST_TEST(plot->markers.size() == all.size());
  for (const Place& at : all) {
    const Marker& m = nearest(*plot, at);
    BOOST_TEST(std::hypot(m.x - at.x, m.y - at.y) <= off);
    for (std::size_t k = 0; k < 3; ++k)
      BOOST_TEST(std::abs(m.color[k] - map_color(at.t)[k]) <= 1.0 / 255);
    BOOST_TEST(!m.overlaps);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(marker_plot)

// A quarter of a pixel: where a rim's pixel counts as drawn or not moves the center so far.
BOOST_AUTO_TEST_CASE(disks_of_many_sizes_are_found_where_they_are) {
  for (const double radius : {2.0, 3.0, 5.0, 9.0}) {
    const auto all = places(40, 2 * radius + 3);
    check(found(scatter(all, disk(radius), paper())), all, 0.25);
  }
}

BOOST_AUTO_TEST_CASE(squares_that_nearly_touch_are_separated) {
  const Shape square = [](double x, double y) { return std::max(std::abs(x), std::abs(y)) <= 4; };
  auto all = places(30, 18);
  // Another one beside each fourth, in pixels of their own.
  for (std::size_t i = 0; i < 30; ++i) {
    all[i].x = std::floor(all[i].x);
    all[i].y = std::floor(all[i].y);
  }
  for (std::size_t i = 0; i < 30; i += 4) all.push_back({all[i].x + 8, all[i].y, 1 - all[i].t});
  check(found(scatter(all, square, paper())), all, 0.25);
}

BOOST_AUTO_TEST_CASE(of_overlapping_ones_the_lower_is_unsure) {
  auto all = places(30, 30);
  const std::size_t whole = all.size();
  std::vector<Place> lower;
  for (std::size_t i = 0; i < 8; ++i)
    lower.push_back({all[i].x + 7, all[i].y + 3, all[i].t < 0.5 ? 0.9 : 0.1});
  std::vector<Place> drawn = lower;
  drawn.insert(drawn.end(), all.begin(), all.end());
  const auto plot = found(scatter(drawn, disk(6), paper()));
  BOOST_TEST_REQUIRE(plot.has_value());
  BOOST_TEST(plot->markers.size() == whole + lower.size());
  for (const Place& at : lower) {
    const Marker& m = nearest(*plot, at);
    BOOST_TEST(std::hypot(m.x - at.x, m.y - at.y) <= 1.5);
    BOOST_TEST(m.overlaps);
    for (std::size_t k = 0; k < 3; ++k)
      BOOST_TEST(std::abs(m.color[k] - map_color(at.t)[k]) <= 1.0 / 255);
  }
}

BOOST_AUTO_TEST_CASE(the_color_is_that_within_the_edge_line) {
  const auto all = places(40, 20);
  Picture p = paper();
  for (const Place& at : all) {
    draw(p, at, disk(7), {0, 0, 0});
    draw(p, at, disk(5.5), map_color(at.t));
  }
  check(found(p), all, 0.25);
}

BOOST_AUTO_TEST_CASE(lines_of_a_grid_behind_them_do_not_join_them) {
  Picture p = paper();
  for (int x = 30; x < kWidth; x += 60) p.fill({x, 0, 2, kHeight}, {176, 176, 176});
  for (int y = 30; y < kHeight; y += 40)
    for (int x = 0; x < kWidth; x += 4) p.fill({x, y, 2, 1}, {128, 128, 128});  // dashed
  const auto all = places(40, 14);
  // Half a pixel: where a line meets a marker, its last pixel looks like a part of that.
  check(found(scatter(all, disk(5), p)), all, 0.5);
}

// Matplotlib's triangles fill a square, whose middle is the place.
BOOST_AUTO_TEST_CASE(triangles_have_their_place_where_programs_put_it) {
  const auto all = places(40, 20);
  const Shape square = [](double x, double y) {
    return y <= 6 && y >= -6 && std::abs(x) <= (y + 6) / 2;
  };
  check(found(scatter(all, square, paper())), all, 0.75);
  const Shape equilateral = [](double x, double y) {  // of R: the center of gravity
    return y <= 4 && std::abs(x) <= (y + 8) / std::sqrt(3.0);
  };
  check(found(scatter(all, equilateral, paper())), all, 0.5);
}

BOOST_AUTO_TEST_CASE(the_sure_pixels_have_the_markers_colors) {
  const auto all = places(30, 16);
  const Picture p = scatter(all, disk(5), paper());
  const auto plot = found(p);
  BOOST_TEST_REQUIRE(plot.has_value());
  int sure = 0;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      if (!plot->sure.at(x, y)) continue;
      ++sure;
      const auto at = std::ranges::min_element(
          all, {}, [&](const Place& o) { return std::hypot(o.x - x - 0.5, o.y - y - 0.5); });
      for (std::size_t k = 0; k < 3; ++k)
        BOOST_TEST(std::abs(p.at(x, y)[k] - 255 * map_color(at->t)[k]) <= 4.5);
    }
  BOOST_TEST(sure >= 30 * 9);  // more than a few of each
}

BOOST_AUTO_TEST_CASE(what_is_no_scatter_plot_of_the_map_is_none) {
  BOOST_TEST(!found(paper()).has_value());
  BOOST_TEST(!found(scatter(places(6, 20), disk(5), paper())).has_value());  // a legend
  Picture other = paper();
  for (const Place& at : places(40, 16)) draw(other, at, disk(5), {0.2, 0.2 * at.t, 0});
  BOOST_TEST(!found(other).has_value());  // colors of something else
  Picture matrix = paper();
  for (int row = 0; row < 8; ++row)
    for (int column = 0; column < 12; ++column) {
      const auto c = map_color((row * 12 + column) / 95.0);
      matrix.fill({12 + 28 * column, 12 + 28 * row, 16, 16}, rounded_color(c));
    }
  BOOST_TEST(!found(matrix).has_value());  // cells with gaps
  Picture field = paper();
  for (int x = 0; x < kWidth; ++x)
    field.fill({x, 0, 1, kHeight}, rounded_color(map_color(x / (kWidth - 1.0))));
  BOOST_TEST(!found(field).has_value());
}

// Of half-transparent markers the bar lets another paper through than they do.
BOOST_AUTO_TEST_CASE(grays_on_another_paper_than_the_pages_stand_for_nothing) {
  std::vector<std::array<double, 3>> grays;
  for (int i = 0; i < 256; ++i) grays.push_back({i / 255.0, i / 255.0, i / 255.0});
  for (const std::uint8_t level : {255, 235}) {
    Picture p = filled(kWidth, kHeight, {level, level, level});
    for (const Place& at : places(40, 16))
      draw(p, at, disk(5), {0.8 * at.t, 0.8 * at.t, 0.8 * at.t});
    FigureLayout layout;
    layout.plot_area = p.whole();
    layout.background = kPaper;
    const MemorySource source = p.source();
    Context context;
    const auto plot = find_marker_plot(source, layout, grays, context);
    BOOST_TEST_REQUIRE(plot.has_value());
    BOOST_TEST((*plot != nullptr) == (level == 255));
  }
}

BOOST_AUTO_TEST_CASE(a_bar_within_the_plot_is_no_marker) {
  const auto all = places(30, 16);
  Picture p = scatter(all, disk(5), paper());
  const Rect bar{40, 20, 12, 100};
  for (int y = 0; y < bar.height; ++y)
    p.fill({bar.x, bar.y + y, bar.width, 1}, rounded_color(map_color(y / 99.0)));
  const MemorySource source = p.source();
  Context context;
  const auto plot = find_marker_plot(source, p.whole(), {bar}, map(), {}, context);
  BOOST_TEST_REQUIRE((plot.has_value() && plot->has_value()));
  for (const Marker& m : (*plot)->markers)
    BOOST_TEST(!bar.contains(static_cast<int>(m.x), static_cast<int>(m.y)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing

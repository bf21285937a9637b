// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/pie_chart.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <numbers>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSide = 201;
constexpr Rgb8 kPaper{255, 255, 255};

/// A disc that fills the picture, t by turn in [0, 1) and radius in [0, 1].
bool pie(const std::function<double(double, double)>& t, double hole = 0) {
  Picture p = filled(kSide, kSide, kPaper);
  const Table map = map_of(MapKind::Rainbow);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const double dx = x - 100, dy = y - 100, radius = std::hypot(dx, dy) / 100;
      if (radius > 1 || radius < hole) continue;
      const double turn = 0.5 + std::atan2(dy, dx) / (2 * std::numbers::pi);
      p.fill({x, y, 1, 1}, map[static_cast<std::size_t>(255 * t(turn, radius))]);
    }
  const MemorySource source = p.source();
  Context context;
  const auto found = shows_pie(source, p.whole(), kPaper, context);
  BOOST_TEST_REQUIRE(found.has_value());
  return *found;
}

double sector(double turn, double) { return std::min(std::floor(5 * turn) / 5, 1.0); }

}  // namespace

BOOST_AUTO_TEST_SUITE(pie_chart)

BOOST_AUTO_TEST_CASE(sectors_of_a_disc_or_a_ring_are_a_pie) {
  BOOST_TEST(pie(sector));
  BOOST_TEST(pie(sector, 0.55));
}

BOOST_AUTO_TEST_CASE(a_polar_plot_and_a_plain_disc_are_none) {
  BOOST_TEST(!pie(
      [](double turn, double r) { return 0.5 + 0.5 * r * std::cos(6 * std::numbers::pi * turn); }));
  BOOST_TEST(!pie([](double, double r) { return std::floor(4 * r) / 4; }));
  BOOST_TEST(!pie([](double, double) { return 0.4; }));
}

// What fills a square is cut to no disc.
BOOST_AUTO_TEST_CASE(a_field_that_fills_the_square_is_none) {
  const Picture p = paint(cosine_field(kSide, kSide, 3, 400), map_of(MapKind::Rainbow));
  const MemorySource source = p.source();
  Context context;
  BOOST_TEST(!*shows_pie(source, p.whole(), kPaper, context));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
